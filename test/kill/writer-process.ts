// A program that fills a data folder without pause, as the window would through the host, and names on its output each
// batch and photo once it is acknowledged. It is killed. Usage: writer-process <data folder> <seed> <first number>
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import { openHost } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { seeded } from './random.ts';
import { openOnDisk } from '#electron/services/disk/stream-file.ts';
import type { OpenStreamFile } from '#electron/services/disk/stream-file.ts';

const [root = '', seed = '0', first = '0'] = process.argv.slice(2);
const random = seeded(Number(seed));
const below = (limit: number): number => Math.floor(random() * limit);
const say = (...words: readonly (string | number)[]) => void writeSync(1, `${words.join(' ')}\n`);

/** The true disk, taking a batch in pieces and its time for each: a kill then often falls between two of them. */
const inPieces: OpenStreamFile = async (path, create) => {
  const file = await openOnDisk(path, create);
  const write: typeof file.write = async (bytes, position) => {
    const written = await file.write(bytes.subarray(0, 1000), position);
    await file.datasync();
    return written;
  };
  return { ...file, write };
};

const freeBytes = async () => null;
const openFile = random() < 0.5 ? inPieces : openOnDisk;
const host = await openHost(root, { now: Date.now, disk: { openFile, freeBytes, reserveBytes: 0 } });
const api = directApi(host.call, (listener) => host.on(listener));

async function inspectionToWrite(): Promise<InspectionId> {
  const listed = await api.call('inspection:list', {});
  const known = listed.ok ? listed.value : [];
  const found = known[below(known.length)];
  // A second inspection now and then, so that beginning one is killed too.
  if (found !== undefined && (known.length >= 3 || random() < 0.8)) return found.id;
  const opened = await api.call('inspection:open-sample', {});
  if (!opened.ok) throw new Error(`no inspection: ${opened.error.code}`);
  say('begun', opened.value.id);
  return opened.value.id;
}

/** A batch names its number and size in each of its events, so that half of one shows. */
function batchOf(number: number): Draft[] {
  const size = random() < 0.5 ? 1 : 2 + below(20);
  return Array.from({ length: size }, (_, index) => ({
    type: 'note.set',
    payload: { indicator: 1, text: `batch ${number} ${index} ${size} ${'证'.repeat(below(400))}` },
  }));
}

async function addPhoto(number: number): Promise<Draft> {
  const bytes = Buffer.alloc(100 + below(200_000), number % 251);
  bytes.write(`\xff\xd8\xff\xe0${seed} ${number}`, 'latin1');
  const stored = await api.upload('evidence:store', { name: '照片.jpg' }, bytes);
  if (!stored.ok) throw new Error(`no photo: ${stored.error.code}`);
  const { sha256, size, mime } = stored.value;
  say('photo', sha256);
  const addedAt = '2024-08-01T08:00:00.000Z';
  const evidence = { id: `p${seed}-${number}`, clause: '1a', sha256, name: '照片.jpg', mime, size, addedAt };
  return { type: 'evidence.added', payload: { evidence } };
}

const inspection = await inspectionToWrite();
say('ready');
// Nothing else would write the cache down before the kill.
flushCompileCache();
for (let number = Number(first); ; number += 1) {
  const photo = random() < 0.2 ? [await addPhoto(number)] : [];
  const saved = await api.call('inspection:append-events', { inspection, drafts: [...batchOf(number), ...photo] });
  if (!saved.ok) throw new Error(`not saved: ${JSON.stringify(saved.error)}`);
  say('saved', number, inspection);
}
