import type { FileLimit } from '#electron/services/storage/file-limit.ts';
import { spaceText } from '#electron/services/storage/free-space.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';

/** What a package leaves free on its disk, so that it never is what fills it. */
const LEAST_FREE_AFTER = 256 * 1024 ** 2;

export interface RoomPorts {
  readonly freeBytes: FreeBytes;
  readonly fileLimit: FileLimit;
}

/** Whether a disk takes a package of so many bytes (`package.file-limit`, `package.no-space`), where that can be told. */
export async function roomFor(bytes: number, folder: string, { freeBytes, fileLimit }: RoomPorts): Answer<null> {
  const [free, limit] = [await freeBytes(folder), await fileLimit(folder)];
  if (limit !== null && bytes > limit) {
    return err('package.file-limit', { size: spaceText(bytes), limit: spaceText(limit + 1) });
  }
  const needed = bytes + LEAST_FREE_AFTER;
  if (free === null || free >= needed) return ok(null);
  return err('package.no-space', { free: spaceText(free), needed: spaceText(needed) });
}
