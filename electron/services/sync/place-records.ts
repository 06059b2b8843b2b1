import { join } from 'node:path';
import * as v from 'valibot';
import { attempt } from '#electron/services/disk/attempt.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { PlaceState } from '#shared/host/sync-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { Place } from '#shared/sync/places.ts';
import type { PlaceId } from '#shared/sync/places.ts';

const PlacesFile = v.object({ format: v.literal(1), places: v.array(Place) });

/** What was learned at the last contact with a place. */
const Contact = v.object({
  format: v.literal(1),
  contact: PlaceState.entries.contact,
  inspections: PlaceState.entries.inspections,
  offered: PlaceState.entries.offered,
});
export type Contact = Omit<v.InferOutput<typeof Contact>, 'format'>;

export const NO_CONTACT: Contact = { contact: null, inspections: [], offered: [] };

/** The places of a data folder, and what was learned of each, in its folder `sync`. */
export interface PlaceRecords {
  /** `sync.settings-unreadable`: there is a file, and it is left as it is. */
  places(): Answer<readonly Place[]>;
  /** Replaces what `change` makes of the places (`sync.write-failed`). */
  update(change: (places: readonly Place[]) => readonly Place[]): Answer<readonly Place[]>;
  /** A record that does not read says nothing: the place is asked again. */
  contact(place: PlaceId): Promise<Contact>;
  keep(place: PlaceId, contact: Contact): Answer<null>;
}

export function openPlaceRecords(root: string): PlaceRecords {
  const folder = join(root, 'sync');
  const path = join(folder, 'places.json');
  const contactPath = (place: PlaceId): string => join(folder, `${place}.json`);
  const serial = createSerial();
  const read = (): Answer<readonly Place[]> =>
    attempt('sync.settings-unreadable', async () => {
      const text = await readOrNull(path);
      if (text === null) return ok([]);
      const file = v.safeParse(PlacesFile, parseJson(text));
      return file.success ? ok(file.output.places) : err('sync.settings-unreadable', { reason: 'places.json' });
    });
  const write = (to: string, content: object): Answer<null> =>
    attempt('sync.write-failed', async () => {
      await makeDurableFolder(folder);
      await writeFileAtomic(to, `${JSON.stringify({ format: 1, ...content })}\n`);
      return ok(null);
    });
  return {
    places: () => serial.run('places', read),
    update: (change) =>
      serial.run('places', async () => {
        const before = await read();
        if (!before.ok) return before;
        const places = change(before.value);
        const written = await write(path, { places });
        return written.ok ? ok(places) : written;
      }),
    contact: async (place) => {
      const text = await readOrNull(contactPath(place)).catch(() => null);
      const found = v.safeParse(Contact, parseJson(text ?? ''));
      return found.success ? found.output : NO_CONTACT;
    },
    keep: (place, contact) => serial.run(place, () => write(contactPath(place), contact)),
  };
}
