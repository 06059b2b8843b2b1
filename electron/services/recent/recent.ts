import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { RECENT_LIMIT, RecentInspection } from '#shared/commands/state.ts';
import { createSerial } from '#shared/serial.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';

const RecentFile = v.object({ version: v.literal(1), recent: v.array(RecentInspection) });

type List = readonly RecentInspection[];

export interface RecentStore {
  /** Last opened first, at most `RECENT_LIMIT`. */
  list(): Promise<RecentInspection[]>;
  /** Puts an inspection first; answers the new list. */
  note(opened: RecentInspection): Promise<RecentInspection[]>;
  clear(): Promise<RecentInspection[]>;
}

/** The list of a data folder, read once: only this program writes it. */
export function openRecent(path: string): RecentStore {
  const serial = createSerial();
  let known: List | null = null;
  const read = async (): Promise<List> => (known ??= await readList(path));
  const replace = async (change: (before: List) => List): Promise<RecentInspection[]> => {
    const next = change(await read());
    const isNew = JSON.stringify(next) !== JSON.stringify(known);
    known = next;
    if (isNew) await keep(path, next);
    return [...next];
  };
  return {
    list: () => serial.run('recent', async () => [...(await read())]),
    note: (opened) =>
      serial.run('recent', () =>
        replace((before) =>
          [opened, ...before.filter(({ inspection }) => inspection !== opened.inspection)].slice(0, RECENT_LIMIT),
        ),
      ),
    clear: () => serial.run('recent', () => replace(() => [])),
  };
}

/** A list that cannot be read begins anew: it repeats only what the inspections themselves say. */
async function readList(path: string): Promise<List> {
  try {
    const parsed = v.safeParse(RecentFile, parseJson((await readOrNull(path)) ?? ''));
    return parsed.success ? parsed.output.recent.slice(0, RECENT_LIMIT) : [];
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return [];
  }
}

/** Keeping it may fail (a full disk, say) without keeping anybody from opening an inspection. */
async function keep(path: string, recent: List): Promise<void> {
  try {
    await writeFileAtomic(path, `${JSON.stringify({ version: 1, recent }, null, 2)}\n`);
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
  }
}
