import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { Sha256 } from '#shared/ids.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { hashFile } from '#electron/services/disk/hash.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

/** Every original is read again within this many runs, whatever the system says of it: a sixteenth in each. */
export const TURNS = 16;

/** What a file looked like when its bytes were last read and right. Whoever writes to it changes that; decay does not. */
const Marks = v.record(Sha256, v.string());
const File = v.object({
  turn: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(TURNS - 1)),
  place: v.string(),
  here: Marks,
  kept: Marks,
});
type File = v.InferOutput<typeof File>;

/** How a copy of an original stands. `unreadable` with the system's reason. */
export type Standing =
  | { readonly is: 'sound'; readonly links: number }
  | { readonly is: 'damaged' | 'missing' }
  | { readonly is: 'unreadable'; readonly reason: string };

/** Which originals were found sound, here and in the backup, and what they looked like then. */
export interface Verified {
  /** How an original stands on one side: read where it looks different from last time, or where it is its turn. */
  stand(side: 'here' | 'kept', sha256: Sha256, path: string): Promise<Standing>;
  /** Forgets what was known of one, which is to be written anew. */
  forget(side: 'here' | 'kept', sha256: Sha256): void;
  /** Passes the turn on and writes down what is known now; a disk that refuses has everything read again. */
  keep(): Promise<void>;
}

/** What is remembered in the data folder at `root` of its originals and of those kept at `place`. */
export async function openVerified(root: string, place: string): Promise<Verified> {
  const path = join(root, 'originals-verified.json');
  const read = v.safeParse(File, parseJson((await readOrNull(path).catch(() => null)) ?? 'null'));
  const known: File = read.success ? read.output : { turn: 0, place, here: {}, kept: {} };
  const before = { here: known.here, kept: known.place === place ? known.kept : {} };
  const now = { here: { ...before.here }, kept: { ...before.kept } };
  const isDue = (sha256: Sha256): boolean => Number.parseInt(sha256.slice(0, 1), 16) % TURNS === known.turn;
  return {
    stand: async (side, sha256, file) => {
      try {
        const found = await stat(file, { bigint: true });
        const mark = `${found.size}-${found.mtimeNs}-${found.ctimeNs}`;
        const isSound = (before[side][sha256] === mark && !isDue(sha256)) || (await hashFile(file)) === sha256;
        if (!isSound) return { is: 'damaged' };
        now[side][sha256] = mark;
        return { is: 'sound', links: Number(found.nlink) };
      } catch (fault) {
        if (!isSystemError(fault)) throw fault;
        return reasonOf(fault) === 'ENOENT' ? { is: 'missing' } : { is: 'unreadable', reason: reasonOf(fault) };
      }
    },
    forget: (side, sha256) => {
      delete now[side][sha256];
    },
    keep: async () => {
      const file: File = { turn: (known.turn + 1) % TURNS, place, ...now };
      await writeFileAtomic(path, `${JSON.stringify(file)}\n`).catch(() => undefined);
    },
  };
}
