import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { dataPaths, prepareDataFolder } from '#electron/services/journal/data-folder.ts';
import { openDevice } from '#electron/services/journal/device.ts';
import { openHeadsRecord } from '#electron/services/journal/heads-record.ts';
import { DiskJournal } from '#electron/services/journal/journal.ts';
import type { Writer } from '#electron/services/journal/journal.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { ok } from '#shared/result.ts';
import { device, note } from '#test/shared/log/events.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import { taken } from '../electron/services/journal/journal-events.ts';

export const INSPECTIONS = ['inspection-a', 'inspection-b'].map((id) => v.parse(InspectionId, id));

/** All files of a data folder by their path in it. */
export type Files = ReadonlyMap<string, Buffer>;

/** A data folder as the program opens it at a start, at a place that stays the same. */
export async function openAt(root: string, name = 'mine') {
  const paths = dataPaths(root);
  await prepareDataFolder(paths);
  const newId = () => device(`${name}-${Math.random().toString(36).slice(2, 10)}`);
  const own = await openDevice(root, { newId, now: () => 0, place: 'here' });
  const heads = openHeadsRecord(paths.heads);
  const journal = new DiskJournal({ paths, device: own, heads, openFile: openOnDisk, hash: hashText });
  const save = (inspection: InspectionId, texts: readonly string[]) => {
    const make = (writer: Writer) => {
      const at = { inspection, author: '', deps: {}, last: null, seen: [], now: 1_700_000_000_000 };
      const drafts = texts.map((text) => note(text));
      return ok(stampDrafts(drafts, { ...at, ...writer }, hashText) ?? []);
    };
    return journal.append(inspection, make, true);
  };
  return { journal, heads, save, device: own };
}

export async function readFiles(root: string): Promise<Files> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), await readFile(path));
  }
  return files;
}

/** Makes a folder hold exactly these files. */
export async function writeFiles(root: string, files: Files): Promise<void> {
  await rm(root, { recursive: true, force: true });
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), bytes);
  }
}

type NamedCopy = StreamPart & { readonly name: string };

// The same sound folder is held against thousands of damaged ones.
const scanned = new WeakMap<Files, readonly NamedCopy[]>();

/** The stream files among `files`, with their events. */
export function streamsOf(files: Files): readonly NamedCopy[] {
  const known = scanned.get(files) ?? scanStreams(files);
  scanned.set(files, known);
  return known;
}

function scanStreams(files: Files): NamedCopy[] {
  return [...files].flatMap(([name, bytes]) => {
    const [, inspection, id] = /^inspections\/([^/]+)\/([^/]+)\.jsonl$/.exec(name) ?? [];
    if (inspection === undefined || id === undefined) return [];
    const stream = { inspection: v.parse(InspectionId, inspection), device: v.parse(DeviceId, id) };
    const { events, head } = scanStream(bytes, stream, hashText);
    return head === null ? [] : [{ ...stream, name, after: null, events, head }];
  });
}

export const textsOf = (events: readonly Event[]): string[] => events.map(({ payload }) => String(payload['text']));

/** A sound data folder: two inspections, each with a stream of this device and one of another, batches of all sizes. */
export async function soundFolder(root: string): Promise<Files> {
  const mine = await openAt(join(root, 'mine'));
  const other = await openAt(join(root, 'other'), 'other');
  for (const inspection of INSPECTIONS) {
    for (const { save, who } of [
      { ...mine, who: '甲' },
      { ...other, who: '乙' },
    ]) {
      for (const [index, size] of [1, 3, 1, 2].entries()) {
        const batch = Array.from({ length: size }, (_, at) => `${who} ${inspection} ${index}.${at} “引号”\n😀`);
        await save(inspection, batch);
      }
    }
  }
  for (const { inspection, device: id, events, head } of streamsOf(await readFiles(join(root, 'other')))) {
    await taken(mine.journal, { inspection, device: id, after: null, events, head });
  }
  await mine.heads.flush();
  return readFiles(join(root, 'mine'));
}
