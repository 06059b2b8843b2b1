import { resolve } from 'node:path';
import { attempt } from '#electron/services/disk/attempt.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { err, ok, type Answer } from '#shared/result.ts';

/**
 * Whether a command may write to a name: nothing is there (`cli.file-exists`), or a file that it was told to replace.
 * `cli.write-failed` where the disk does not say.
 */
export const freePlace = (path: string, force: boolean): Answer<null> =>
  attempt(
    (reason) => err('cli.write-failed', { path, reason }),
    async () => {
      const there = await lookAt(resolve(path));
      return there === null || (force && there.isFile()) ? ok(null) : err('cli.file-exists', { path });
    },
  );
