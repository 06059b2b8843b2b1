import type { ErrorCode } from '#shared/errors.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { readOrNothing } from '#electron/services/disk/read.ts';

/** A file of a backup, known by its hash. */
export interface KeptFile {
  readonly sha256: string;
  /** Where the backup has it. */
  readonly path: string;
  /** How it is here; `damaged`: there is something of its name that is not it. */
  standing(): Promise<'sound' | 'damaged' | 'missing'>;
  /** Keeps its verified bytes here. */
  store(bytes: Uint8Array): Promise<Result<unknown, ErrorCode>>;
}

/** What came back or would: files, their bytes, how many of them repair a damaged one; and what does not verify. */
export interface BroughtBack {
  readonly count: number;
  readonly bytes: number;
  readonly repaired: number;
  readonly unsound: number;
}

/**
 * Brings back the files that are not here or are damaged, or only (`apply` false) says what that would be. `onEach` is
 * told before each one and may throw to stop.
 */
export async function bringBack(
  files: readonly KeptFile[],
  apply: boolean,
  onEach: (index: number) => void,
): Promise<Result<BroughtBack, ErrorCode>> {
  const sum = { count: 0, bytes: 0, repaired: 0, unsound: 0 };
  for (const [index, file] of files.entries()) {
    onEach(index);
    const standing = await file.standing();
    if (standing === 'sound') continue;
    const bytes = await readOrNothing(file.path);
    if (bytes === null || hashBytes(bytes) !== file.sha256) {
      sum.unsound += 1;
      continue;
    }
    sum.count += 1;
    sum.bytes += bytes.length;
    sum.repaired += standing === 'damaged' ? 1 : 0;
    const stored = apply ? await file.store(bytes) : null;
    if (stored?.ok === false) return stored;
  }
  return ok(sum);
}
