import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { Heads } from '#shared/log/heads.ts';
import { Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import { isReached } from '#shared/package/plan.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';

const Goal = v.strictObject({ root: Sha256, goal: Heads });

/** Imports that have begun to write events and have not told their end: what a crash leaves is seen by it. */
export interface Unfinished {
  /** Notes where an import is to lead, before its first event is written. Throws the system's error. */
  begin(inspection: InspectionId, root: Sha256, goal: Heads): Promise<void>;
  end(inspection: InspectionId): Promise<void>;
  /** Whether an import of an inspection whose streams stand at `heads` was cut short. */
  isUnfinished(inspection: InspectionId, heads: Heads): Promise<boolean>;
}

export function openUnfinished(dataRoot: string): Unfinished {
  const folder = join(dataRoot, 'imports');
  const pathOf = (inspection: InspectionId) => join(folder, `${inspection}.json`);
  return {
    begin: async (inspection, root, goal) => {
      await makeDurableFolder(folder);
      await writeFileAtomic(pathOf(inspection), `${JSON.stringify({ root, goal })}\n`);
    },
    end: (inspection) => rm(pathOf(inspection), { force: true }),
    isUnfinished: async (inspection, heads) => {
      const note = await readNote(pathOf(inspection));
      // One that cannot be read is believed: better one import too many than a part taken for the whole.
      return note === 'unreadable' || (note !== null && !isReached(note.goal, heads));
    },
  };
}

/** A note; null where none can be: what stands in the folder's place holds none. */
async function readNote(path: string): Promise<v.InferOutput<typeof Goal> | 'unreadable' | null> {
  try {
    const text = await readOrNull(path);
    if (text === null) return null;
    const note = v.safeParse(Goal, parseJson(text));
    return note.success ? note.output : 'unreadable';
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return reasonOf(fault) === 'ENOTDIR' ? null : 'unreadable';
  }
}
