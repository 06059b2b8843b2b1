import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataPaths, prepareDataFolder } from '#electron/services/journal/data-folder.ts';
import { openDevice } from '#electron/services/journal/device.ts';
import { openHeadsRecord } from '#electron/services/journal/heads-record.ts';
import { DiskJournal } from '#electron/services/journal/journal.ts';
import type { Writer } from '#electron/services/journal/journal.ts';
import { openDataFolder } from '#electron/services/journal/open-data-folder.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { ok } from '#shared/result.ts';
import { device, INSPECTION, note } from '#test/shared/log/events.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import type { OpenStreamFile } from '#electron/services/disk/stream-file.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';

export const MINE = device('mine');

/** A journal on a folder, as after a start of the program. */
export async function openJournal(root: string, openFile: OpenStreamFile = openOnDisk) {
  await mkdir(root, { recursive: true });
  const paths = dataPaths(root);
  await prepareDataFolder(paths);
  // The first id of a folder is known to the tests, any later one is new.
  let ids = existsSync(join(root, 'device.json')) ? Date.now() : 0;
  const newId = () => device(ids++ === 0 ? 'mine' : `mine-${ids}`);
  // Files are put from one folder into another here: all of them are the same place.
  const own = await openDevice(root, { newId, now: () => 1_700_000_000_000, place: 'here' });
  const heads = openHeadsRecord(paths.heads);
  const journal = new DiskJournal({ paths, device: own, heads, openFile, hash: hashText });
  const stamp = (texts: readonly string[]) => (writer: Writer) => {
    const drafts = texts.map((text) => note(text));
    const place = { inspection: INSPECTION, author: '', deps: {}, last: null, seen: [], now: 1_700_000_000_000 };
    return ok(stampDrafts(drafts, { ...place, ...writer }, hashText) ?? []);
  };
  return {
    journal,
    device: own,
    heads,
    /** Saves notes as one batch. */
    save: (...texts: string[]) => journal.append(INSPECTION, stamp(texts), true),
    /** The texts of all notes that are there. */
    texts: async () => {
      const read = await journal.read(INSPECTION);
      return read.ok ? read.value.map(({ payload }) => payload['text']) : read.error;
    },
    damage: async () => {
      const view = await journal.view(INSPECTION);
      return view.ok ? view.value.damage : view.error;
    },
  };
}

/** The journal of a data folder as the host opens it, without the host. */
export async function openFolder(root: string): Promise<DiskJournal> {
  const paths = dataPaths(root);
  await prepareDataFolder(paths);
  let ids = 0;
  const newDeviceId = () => device(`${process.pid}-${Date.now()}-${(ids += 1)}`);
  const opened = await openDataFolder(paths, { hash: hashText, newDeviceId, now: Date.now, note: () => undefined });
  if (!opened.ok) throw new Error(opened.error.code);
  return new DiskJournal({ ...opened.value, openFile: openOnDisk, hash: hashText });
}

export const streamPath = (root: string, name = MINE): string => join(root, 'inspections', INSPECTION, `${name}.jsonl`);

export const streamBytes = (root: string): Promise<Buffer> => readFile(streamPath(root));

/** Takes a part of a stream as it is planned. */
export async function taken(journal: DiskJournal, part: StreamPart): ReturnType<DiskJournal['adopt']> {
  const plan = await journal.compare(part);
  return plan.ok ? journal.adopt(plan.value) : plan;
}

/** A stream of `count` notes by a device. */
export function streamOf(name: string, count: number): StreamPart & { readonly texts: readonly string[] } {
  const id = device(name);
  const place = {
    inspection: INSPECTION,
    device: id,
    author: '',
    deps: {},
    last: null,
    seen: [],
    now: 1_700_000_000_000,
  };
  const drafts = Array.from({ length: count }, (_, index) => note(`${name} ${index}`));
  const stamped = stampDrafts(drafts, { ...place, head: null }, hashText) ?? [];
  const head = stamped.at(-1)?.head;
  if (head === undefined) throw new Error('an empty stream');
  return {
    inspection: INSPECTION,
    device: id,
    after: null,
    events: stamped.map(({ event }) => event),
    texts: stamped.map(({ text }) => text),
    head,
  };
}

/** A journal that counts how many events it reads from the disk: each is hashed once. */
export async function countingJournal(root: string) {
  const paths = dataPaths(root);
  await prepareDataFolder(paths);
  const own = await openDevice(root, { newId: () => device('mine'), now: () => 0, place: 'here' });
  const count = { events: 0 };
  const hash = (text: string) => {
    count.events += 1;
    return hashText(text);
  };
  const heads = openHeadsRecord(paths.heads);
  return { journal: new DiskJournal({ paths, device: own, heads, openFile: openOnDisk, hash }), count };
}
