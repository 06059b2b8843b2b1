import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { BackupState } from '#shared/host/backup-records.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

const Last = BackupState.entries.last;
type Last = v.InferOutput<typeof Last>;

/** When a data folder had last been backed up; known even while the folder of its backups is not there. */
export interface LastBackup {
  get(): Promise<Last>;
  set(last: NonNullable<Last>): Promise<void>;
}

/** Kept beside the settings; where it cannot be read or written, it is known for this run only. */
export function openLastBackup(root: string): LastBackup {
  const path = join(root, 'last-backup.json');
  let known: Last | undefined;
  return {
    get: async () => {
      if (known === undefined) {
        const read = v.safeParse(Last, parseJson((await readOrNull(path).catch(() => null)) ?? 'null'));
        known = read.success ? read.output : null;
      }
      return known;
    },
    set: async (last) => {
      known = last;
      await writeFileAtomic(path, `${JSON.stringify(last)}\n`).catch(() => undefined);
    },
  };
}
