import type { Sha256 } from '#shared/ids.ts';

/** Where the window fetches an original or a notice; relative, so it fits both shells. */
export function fileUrl(sha256: Sha256, name: string): string {
  return `/files/${sha256}/${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
}
