import type { Sha256 } from '#shared/ids.ts';

/** The two files of a notice that is on screen. */
export interface NoticeFiles {
  readonly pdf: { readonly sha256: Sha256; readonly name: string };
  readonly xlsx: { readonly sha256: Sha256; readonly name: string };
  readonly signed: boolean;
  /** False for a draft, or for a preview that the facts have left behind: not to be given out. */
  readonly final: boolean;
}
