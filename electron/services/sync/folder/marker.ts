import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { attempt } from '#electron/services/disk/attempt.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { makeBelow } from '#electron/services/disk/folders.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { PlaceId } from '#shared/sync/places.ts';
import { readRefusal, writeRefusal } from './refusals.ts';

/** Says that a folder is one that laptops share, and which: drive letters change, and sticks look alike. */
export const MARKER = 'place.json';

/** In a chosen folder everything lies in one of its own, so that nothing else of it is ever touched. */
const OWN_FOLDER = 'workbench-sync';

/** The version of what lies in the folder. */
const FORMAT = 1;

const Marker = v.object({ format: v.pipe(v.number(), v.integer(), v.minValue(1)), id: PlaceId });

/** A folder that laptops share. */
export interface FoundPlace {
  readonly root: string;
  readonly id: PlaceId;
}

/**
 * The shared folder in one that was chosen, or that itself; null: it is none yet. `sync.unreachable`: the chosen one is
 * not there; `sync.not-a-place`, `sync.newer-format`: what is there is not for this program.
 */
export function findPlace(chosen: string): Answer<FoundPlace | null> {
  return attempt(readRefusal, async () => {
    if ((await lookAt(chosen)) === null) return err('sync.unreachable', { reason: 'ENOENT' });
    for (const root of [chosen, join(chosen, OWN_FOLDER)]) {
      const text = await readOrNull(join(root, MARKER));
      if (text === null) continue;
      const marker = v.safeParse(Marker, parseJson(text));
      if (!marker.success) return err('sync.not-a-place', { folder: root });
      if (marker.output.format > FORMAT) return err('sync.newer-format', { folder: root });
      return ok({ root, id: marker.output.id });
    }
    return ok(null);
  });
}

/** Makes a chosen folder one that laptops share; one that is already stays as it is. */
export async function makePlace(chosen: string, newId: () => PlaceId): Answer<FoundPlace> {
  const found = await findPlace(chosen);
  if (!found.ok) return found;
  if (found.value !== null) return ok(found.value);
  return attempt(writeRefusal, async () => {
    const root = await makeBelow(chosen, OWN_FOLDER);
    // A folder with contents and no marker has lost it, or is another program's: it is not to be taken for an empty one.
    if ((await lookAt(join(root, 'inspections'), lstat)) !== null) return err('sync.not-a-place', { folder: root });
    const id = newId();
    await writeFileAtomic(join(root, MARKER), `${JSON.stringify({ format: FORMAT, id })}\n`, 0o644);
    return ok({ root, id });
  });
}
