import { dirname, join } from 'node:path';
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

/**
 * The places of a data folder, and what was learned of each, in its folder `sync`. Each file is read once: only this program
 * writes them, and how places stand is asked for all the time.
 */
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
  const contacts = new Map<PlaceId, Contact>();
  let known: readonly Place[] | null = null;
  const read = async (): Answer<readonly Place[]> => {
    const places = known === null ? await readPlaces(path) : ok(known);
    if (places.ok) known = places.value;
    return places;
  };
  return {
    places: () => serial.run('places', read),
    update: (change) =>
      serial.run('places', async () => {
        const before = await read();
        if (!before.ok) return before;
        const places = change(before.value);
        const written = await write(path, { places });
        if (!written.ok) return written;
        known = places;
        return ok(places);
      }),
    contact: (place) =>
      serial.run(place, async () => {
        const contact = contacts.get(place) ?? (await readContact(contactPath(place)));
        contacts.set(place, contact);
        return contact;
      }),
    keep: (place, contact) =>
      serial.run(place, async () => {
        const written = await write(contactPath(place), contact);
        if (written.ok) contacts.set(place, contact);
        return written;
      }),
  };
}

function write(path: string, content: object): Answer<null> {
  return attempt('sync.write-failed', async () => {
    await makeDurableFolder(dirname(path));
    await writeFileAtomic(path, `${JSON.stringify({ format: 1, ...content })}\n`);
    return ok(null);
  });
}

function readPlaces(path: string): Answer<readonly Place[]> {
  return attempt('sync.settings-unreadable', async () => {
    const text = await readOrNull(path);
    if (text === null) return ok([]);
    const file = v.safeParse(PlacesFile, parseJson(text));
    return file.success ? ok(file.output.places) : err('sync.settings-unreadable', { reason: 'places.json' });
  });
}

async function readContact(path: string): Promise<Contact> {
  const text = await readOrNull(path).catch(() => null);
  const found = v.safeParse(Contact, parseJson(text ?? ''));
  return found.success ? found.output : NO_CONTACT;
}
