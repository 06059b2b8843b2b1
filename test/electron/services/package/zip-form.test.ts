import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openZip } from '#electron/services/package/read-zip.ts';
import { descriptorOf, directoryRecord, endOfZip, localHeader } from '#electron/services/package/zip-form.ts';
import type { ZipPart } from '#electron/services/package/zip-form.ts';
import type { Host } from '#electron/services/host/host.ts';
import { contentOf, entriesOf, rawZip } from './forge.ts';
import type { RawEntry } from './forge.ts';
import { newInspection, newWorld, pack, preview } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';

let world: World;
let reader: Host;
let sound: Buffer;
let entries: RawEntry[];

const file = (name = 'changed.ysb'): string => join(world.path, name);

beforeAll(async () => {
  world = await newWorld();
  const maker = await world.host('maker');
  await pack(maker, await newInspection(maker, 2), file('sound.ysb'));
  sound = await readFile(file('sound.ysb'));
  entries = entriesOf(await contentOf(file('sound.ysb')));
  reader = await world.host('reader');
});
afterAll(() => world.end());

async function codeOf(bytes: Uint8Array): Promise<string> {
  await writeFile(file(), bytes);
  const seen = await preview(reader, file());
  return seen.ok ? 'sound' : seen.error.code;
}

const isPhoto = ({ name }: RawEntry): boolean => name.startsWith('photos/');
const each = (which: (entry: RawEntry) => boolean, change: Partial<RawEntry>): Buffer =>
  rawZip(entries.map((entry) => (which(entry) ? { ...entry, ...change } : entry)));

/** A sound package with a number of its first local header, or of its first directory record, replaced. */
function patched(where: 'local' | 'directory', at: number, bytes: readonly number[]): Buffer {
  const changed = Buffer.from(sound);
  changed.set(bytes, (where === 'local' ? 0 : sound.readUInt32LE(sound.length - 6)) + at);
  return changed;
}

describe('one signed content has one form', () => {
  it('[PK4] [PK5] the form that the writer gives it, byte for byte', () => {
    expect(rawZip(entries).equals(sound)).toBe(true);
  });

  it.each([
    ['16 bytes behind each file', () => each(() => true, { behind: Buffer.alloc(16, 7) })],
    ['24 bytes behind each file', () => each(() => true, { behind: Buffer.alloc(24, 7) })],
    ['other bytes in place of a descriptor', () => each(isPhoto, { behind: Buffer.alloc(16, 7) })],
    ['no descriptor', () => each(isPhoto, { behind: Buffer.alloc(0) })],
    ['another order of entries', () => rawZip([...entries.slice(0, 2), ...entries.slice(2).toReversed()])],
    ['the manifest last', () => rawZip([...entries.slice(1), ...entries.slice(0, 1)])],
    ['another Unix mode', () => each(() => true, { mode: 0o100755 })],
    ['no Unix mode', () => each(() => true, { mode: 0 })],
    ['other flags', () => each(() => true, { flags: 0 })],
    ['an extra field', () => each(isPhoto, { extra: Buffer.from([0x55, 0x54, 1, 0, 9]) })],
    ['a zip64 field for a small file', () => each(isPhoto, { extra: Buffer.from([1, 0, 0, 0]) })],
    ['a comment', () => rawZip(entries, { comment: 'read me' })],
    ['bytes before the directory', () => rawZip(entries, { beforeDirectory: Buffer.alloc(16) })],
    ['bytes behind the end', () => Buffer.concat([sound, Buffer.alloc(16)])],
    ['another CRC in a local header', () => patched('local', 14, [1, 2, 3, 4])],
    ['another size in a local header', () => patched('local', 22, [1, 2, 3, 4])],
    ['another time in a local header', () => patched('local', 10, [1])],
    ['another version in a local header', () => patched('local', 4, [10])],
    ['another time in the directory', () => patched('directory', 12, [1])],
    ['another maker in the directory', () => patched('directory', 4, [20, 0])],
    ['a size of the directory that is none', () => sound.with(sound.length - 10, 1)],
    ['another disk', () => sound.with(sound.length - 18, 1)],
  ])('[PK4] %s: refused', async (_change, made) => {
    expect(await codeOf(made())).toMatch(/^package\./);
  });

  it('packages of the first version still open', async () => {
    for (const name of ['package-1.ysb', 'package-1-later.ysb']) {
      expect(await codeOf(await readFile(`test/fixtures/data-format-2/${name}`))).toBe('sound');
    }
  });
});

const GB4 = 2 ** 32;
const PHOTO = 'a'.repeat(64);

describe('beyond 4 GB', () => {
  it('the form is what the writer writes there', async () => {
    const content = Buffer.from('an original');
    const zip = new ZipFile();
    // As if so much had been written before.
    Object.assign(zip, { outputStreamCursor: GB4 + 5 });
    const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true };
    const path = `photos/aa/${PHOTO}`;
    zip.addReadStream(Readable.from([content]), path, { ...options, size: content.length });
    zip.end();
    const written = await buffer(zip.outputStream.pipe(new PassThrough()));
    const part: ZipPart = { path, bytes: content.length, crc32: crc32(content), headerAt: GB4 + 5 };
    const local = Buffer.concat([localHeader(part), content, descriptorOf(part)]);
    const record = directoryRecord(part);
    const end = endOfZip(1, GB4 + 5 + local.length, record.length);
    expect(written.toString('hex')).toBe(Buffer.concat([local, record, end]).toString('hex'));
  });

  it('[PK4] a package of that size opens, and one of its numbers changed does not', async () => {
    const name = file('large.ysb');
    const handle = await open(name, 'w');
    const parts: ZipPart[] = [];
    let at = 0;
    // Contents are holes: nothing but what is around them is read here.
    for (const [index, bytes] of [3, GB4, 7].entries()) {
      const part: ZipPart = { path: `photos/a${index}/a${index}${PHOTO.slice(2)}`, bytes, crc32: index, headerAt: at };
      const [header, descriptor] = [localHeader(part), descriptorOf(part)];
      await handle.write(header, 0, header.length, at);
      await handle.write(descriptor, 0, descriptor.length, at + header.length + bytes);
      at += header.length + bytes + descriptor.length;
      parts.push(part);
    }
    const directory = Buffer.concat(parts.map(directoryRecord));
    const end = Buffer.concat([directory, endOfZip(parts.length, at, directory.length)]);
    await handle.write(end, 0, end.length, at);
    const zip = valueOf(await openZip(name));
    expect([...zip.entries.values()].map(({ bytes }) => bytes)).toEqual([3, GB4, 7]);
    await zip.handle.close();
    for (let place = 0; place < end.length; place += 1) {
      await handle.write(end.with(place, (end[place] ?? 0) ^ 1), 0, end.length, at);
      const seen = await openZip(name);
      if (seen.ok) await seen.value.handle.close();
      // A CRC here is held against the one in the descriptor: no content is read.
      expect([place, seen.ok]).toEqual([place, false]);
    }
    await handle.close();
  });
});
