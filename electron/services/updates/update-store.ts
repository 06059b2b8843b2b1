import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { UpdateSettings } from '#shared/host/update-records.ts';
import { isInstant } from '#shared/reading/days.ts';
import { Version } from '#shared/updates/version.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

const StoreFile = v.object({
  version: v.literal(1),
  settings: UpdateSettings,
  checkedAt: v.nullable(v.pipe(v.string(), v.check(isInstant))),
  newestSeen: v.nullable(Version),
});

/** What outlives a run. */
export interface UpdateMemory {
  readonly settings: UpdateSettings;
  readonly checkedAt: string | null;
  /** The newest release that was properly signed: nothing older is accepted again. */
  readonly newestSeen: string | null;
}

const NOTHING: UpdateMemory = {
  settings: { daily: false, address: '', publicKey: '' },
  checkedAt: null,
  newestSeen: null,
};

/** What is remembered between runs. */
export interface UpdateStore {
  /** Read once. A file that cannot be read counts as none, which means that nothing is fetched. */
  read(): Promise<UpdateMemory>;
  /** Throws the system's error; then what was remembered before still is. */
  keep(change: Partial<UpdateMemory>): Promise<UpdateMemory>;
}

/** The memory that is kept in the file at `path`. */
export function openUpdateStore(path: string): UpdateStore {
  let known: UpdateMemory | undefined;
  const read = async (): Promise<UpdateMemory> => (known ??= await readUpdateMemory(path));
  return {
    read,
    keep: async (change) => {
      const next = { ...(await read()), ...change };
      await writeFileAtomic(path, `${JSON.stringify({ version: 1, ...next }, null, 2)}\n`);
      known = next;
      return next;
    },
  };
}

async function readUpdateMemory(path: string): Promise<UpdateMemory> {
  const text = await readOrNull(path).catch(() => null);
  const parsed = v.safeParse(StoreFile, text === null ? undefined : parseJson(text));
  if (!parsed.success) return NOTHING;
  const { settings, checkedAt, newestSeen } = parsed.output;
  return { settings, checkedAt, newestSeen };
}
