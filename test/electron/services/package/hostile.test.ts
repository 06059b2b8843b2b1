import { readFile, readdir, writeFile } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { encodeBatch, scanStream } from '#electron/services/journal/line.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { anyKey, contentOf, entriesOf, keyOf, rawZip, resigned, signatureOf } from './forge.ts';
import type { RawEntry, RawOptions } from './forge.ts';
import { append, newInspection, newWorld, note, pack, preview, standing, take } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import { MANIFEST_PATH } from '#shared/package/manifest.ts';
import { holdingAt } from '#shared/holding/holding.ts';
import { SIGNATURE_PATH } from '#shared/package/signature.ts';

let world: World;
let reader: Host;
let maker: Host;
let id: InspectionId;
let key: KeyObject;
let content: Map<string, Buffer>;
let untouched: string[];

const file = (name = 'hostile.ysb'): string => join(world.path, name);

beforeAll(async () => {
  world = await newWorld();
  maker = await world.host('maker');
  id = await newInspection(maker, 2);
  await pack(maker, id, file('sound.ysb'));
  content = await contentOf(file('sound.ysb'));
  key = await keyOf(join(world.path, 'maker'));
  reader = await world.host('reader');
  untouched = await readdir(join(world.path, 'reader'), { recursive: true });
});
afterAll(() => world.end());

/** What looking at these bytes answers. Taking them in must answer the same, and neither may write anything. */
async function verdictOn(bytes: Uint8Array): Promise<unknown> {
  await writeFile(file(), bytes);
  const seen = await preview(reader, file());
  if (seen.ok) return 'sound';
  const taken = await take(reader, file());
  const after = await readdir(join(world.path, 'reader'), { recursive: true });
  const isClean = JSON.stringify([taken, after]) === JSON.stringify([seen, untouched]);
  const { code, detail } = seen.error;
  return isClean ? [code, detail?.['reason'] ?? detail?.['file'] ?? ''] : ['something was written', taken, after];
}

const photoPath = (): string => [...content.keys()].find((path) => path.startsWith('photos/')) ?? '';
const streamPath = (): string => [...content.keys()].find((path) => path.startsWith('inspections/')) ?? '';
/** The maker's stream, one event longer. */
function continued(draft: Draft): Buffer {
  const path = holdingAt(streamPath());
  if (path?.is !== 'stream') throw new Error('no stream');
  const bytes = content.get(streamPath()) ?? Buffer.alloc(0);
  const { head } = scanStream(bytes, path, hashText);
  const stamp = { ...path, author: '', deps: {}, head, last: null, seen: [], now: 1_722_500_000_000 };
  const [event] = stampDrafts([draft], stamp, hashText) ?? [];
  return Buffer.concat([bytes, encodeBatch([event?.text ?? ''])]);
}

const withEntry = (change: (entry: RawEntry) => RawEntry, options: RawOptions = {}): Buffer =>
  rawZip(
    entriesOf(content).map((entry) => (entry.name === photoPath() ? change(entry) : entry)),
    options,
  );

describe('the zip', () => {
  it('a package written by another program in the same layout is taken for what it is', async () => {
    expect(await verdictOn(rawZip(entriesOf(content)))).toBe('sound');
  });

  it('[PK4] compressed entries are refused, so nothing can unfold', async () => {
    const bomb = deflateRawSync(Buffer.alloc(10_000_000));
    const bytes = withEntry((entry) => ({ ...entry, data: bomb, method: 8, size: 10_000_000 }));
    expect(await verdictOn(bytes)).toEqual(['package.unsafe-entry', '经过压缩']);
  });

  it('[PK4] an entry that says it is larger than it is, or more entries than there are, are refused', async () => {
    expect(await verdictOn(withEntry((entry) => ({ ...entry, size: 9 })))).toEqual([
      'package.unsafe-entry',
      '大小不一致',
    ]);
    const huge = withEntry((entry) => ({ ...entry, size: 2 ** 31, storedSize: 2 ** 31 }));
    expect(await verdictOn(huge)).toEqual(['package.truncated', '']);
    expect(await verdictOn(rawZip(entriesOf(content), { count: 60_000 }))).toEqual([
      'package.unsafe-entry',
      '文件多于 40000 个',
    ]);
    expect(await verdictOn(rawZip(entriesOf(content), { count: 30_000 }))).toEqual(['package.truncated', '']);
    expect(await verdictOn(rawZip(entriesOf(content), { count: 3 }))).toEqual(['package.unsafe-entry', '末尾另有内容']);
  });

  it('[PK4] two entries over the same bytes are refused', async () => {
    const [first] = entriesOf(content);
    if (first === undefined) throw new Error('an empty package');
    const quoted = { ...first, name: 'photos/00/twice', localName: first.name, offset: 0, data: new Uint8Array() };
    expect(await verdictOn(rawZip([...entriesOf(content), quoted]))).toEqual([
      'package.unsafe-entry',
      expect.stringContaining('重叠'),
    ]);
    const same = { ...first, offset: 0 };
    expect(await verdictOn(rawZip([...entriesOf(content), same]))).toEqual([
      'package.unsafe-entry',
      expect.stringContaining('重叠'),
    ]);
  });

  it.each([
    ['../../evil', '路径不合规定'],
    ['/etc/passwd', '路径不合规定'],
    ['photos\\aa\\x', '路径不合规定'],
    ['C:evil', '路径不合规定'],
    ['photos/../../evil', '清单中没有'],
    ['photos//x', '清单中没有'],
    ['readme.txt', '清单中没有'],
    ['photos/', '清单中没有'],
    ['MANIFEST.JSON', '路径不合规定'],
    ['照片.png', '路径不合规定'],
    ['a\u0000b', '路径不合规定'],
    ['', '路径不合规定'],
  ])('[PK3] the path %j is refused', async (name, reason) => {
    const bytes = rawZip([...entriesOf(content), { name, data: Buffer.from('evil') }]);
    expect(await verdictOn(bytes)).toEqual(['package.unsafe-entry', reason]);
  });

  it('[PK4] a name twice, a link, a folder, an encrypted entry, an extra field are refused', async () => {
    const [first] = entriesOf(content);
    if (first === undefined) throw new Error('an empty package');
    expect(await verdictOn(rawZip([...entriesOf(content), first]))).toEqual(['package.unsafe-entry', '重复']);
    for (const [change, reason] of [
      [{ mode: 0o120777 }, '不是普通文件'],
      [{ mode: 0o40755 }, '不是普通文件'],
      [{ flags: 0x809 }, '已加密'],
      [{ extra: Buffer.from([0x55, 0x54, 0, 0]) }, '末尾另有内容'],
      [{ localName: 'photos/aa/other' }, '写法与规定不同'],
    ] as const) {
      expect(await verdictOn(withEntry((entry) => ({ ...entry, ...change })))).toEqual([
        'package.unsafe-entry',
        reason,
      ]);
    }
  });

  it('[PK4] hidden bytes before, between or behind the entries are refused', async () => {
    const hidden = Buffer.from('a program in disguise');
    expect(await verdictOn(rawZip(entriesOf(content), { before: hidden }))).toEqual(['package.not-a-package', '']);
    expect(await verdictOn(rawZip(entriesOf(content), { beforeDirectory: hidden }))).toEqual([
      'package.unsafe-entry',
      '末尾另有内容',
    ]);
    expect(await verdictOn(rawZip(entriesOf(content), { comment: 'read me' }))).toEqual([
      'package.unsafe-entry',
      '末尾另有内容',
    ]);
  });

  it('a wrong CRC is a wrong content', async () => {
    expect(await verdictOn(withEntry((entry) => ({ ...entry, crc: 1 })))).toEqual([
      'package.content-mismatch',
      photoPath(),
    ]);
  });

  it('offsets beyond all numbers end no program', async () => {
    const bytes = rawZip(entriesOf(content));
    const locator = Buffer.alloc(20, 0xff);
    locator.writeUInt32LE(0x07064b50, 0);
    const end = bytes.subarray(-22);
    expect(await verdictOn(Buffer.concat([bytes.subarray(0, -22), locator, end]))).toEqual(['package.truncated', '']);
  });

  it.each([
    ['', 0],
    ['%PDF-1.7', 0],
    ['PK', 0],
  ])('the file %j is no package', async (text) => {
    expect(await verdictOn(Buffer.from(text))).toEqual(['package.not-a-package', '']);
  });

  it('a zip without a manifest is no package', async () => {
    expect(await verdictOn(rawZip([{ name: 'a', data: Buffer.from('a') }]))).toEqual(['package.not-a-package', '']);
  });

  it('a package cut short anywhere is refused', async () => {
    const bytes = await readFile(file('sound.ysb'));
    for (let part = 1; part <= 40; part += 1) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 41));
      expect(await verdictOn(cut)).toEqual(['package.truncated', '']);
    }
    for (const missing of [1, 2, 21, 22, 23, 60]) {
      expect(await verdictOn(bytes.subarray(0, -missing))).toEqual(['package.truncated', '']);
    }
  });
});

describe('the manifest and its signature', () => {
  const packed = (changed: Map<string, Buffer>): Promise<unknown> => verdictOn(rawZip(entriesOf(changed)));

  it('[PK8] a newer format is named as such, whatever else it holds', async () => {
    const newer = new Map(content).set(MANIFEST_PATH, Buffer.from('{"format":3,"files":"in another manner"}'));
    await writeFile(file(), rawZip(entriesOf(newer)));
    expect(await preview(reader, file())).toEqual({
      ok: false,
      error: { code: 'package.newer-format', detail: { format: 3 } },
    });
  });

  it('[PK2] a manifest that is not its canonical text, or whose root is another, is refused', async () => {
    const text = content.get(MANIFEST_PATH)?.toString('utf8') ?? '';
    const spaced = new Map(content).set(MANIFEST_PATH, Buffer.from(` ${text}`));
    expect(await packed(spaced)).toEqual(['package.manifest-broken', '不是规范的写法']);
    const root = text.replace(/"root":"../, (found) => `${found.slice(0, -2)}00`);
    const other = root === text ? text.replace(/"root":"../, '"root":"11') : root;
    expect(await packed(new Map(content).set(MANIFEST_PATH, Buffer.from(other)))).toEqual([
      'package.manifest-broken',
      '与内容不符',
    ]);
    expect(await packed(new Map(content).set(MANIFEST_PATH, Buffer.from('{]')))).toMatchObject([
      'package.manifest-broken',
      expect.any(String),
    ]);
  });

  it('[PK6] a signature by another key, of another text, or none is refused', async () => {
    const text = content.get(MANIFEST_PATH)?.toString('utf8') ?? '';
    const forged = signatureOf(text, anyKey()).toString('utf8');
    const mixed = forged.replace(
      /"key":"[^"]*"/,
      /"key":"[^"]*"/.exec(content.get(SIGNATURE_PATH)?.toString() ?? '')?.[0] ?? '',
    );
    for (const signature of [Buffer.from(mixed), signatureOf(`${text} `, key), Buffer.from('{}'), Buffer.from('x')]) {
      expect(await packed(new Map(content).set(SIGNATURE_PATH, signature))).toEqual(['package.signature-invalid', '']);
    }
  });

  it('[PK1] a file that the manifest names and that is not there is missed', async () => {
    const without = new Map(content);
    without.delete(photoPath());
    expect(await packed(without)).toEqual(['package.original-missing', photoPath()]);
  });

  it('[PK3] signed by its own maker, a file that is not what its name says is refused all the same', async () => {
    const swapped = new Map(content).set(photoPath(), Buffer.from('another photo'));
    expect(await packed(swapped)).toEqual(['package.content-mismatch', photoPath()]);
    expect(await packed(resigned(swapped, key))).toEqual(['package.manifest-broken', '文件名与哈希不符']);
  });

  it.each([
    ['inspections/another-inspection/laptop.jsonl', '属于另一个验收项目'],
    ['photos/ab/laptop', '路径不合规定'],
    ['settings.json', '路径不合规定'],
    ['device-key.json', '路径不合规定'],
  ])('[PK1] a manifest that names %s is refused', async (path, reason) => {
    expect(await packed(resigned(new Map(content).set(path, Buffer.from('x')), key))).toEqual([
      'package.manifest-broken',
      reason,
    ]);
  });
});

describe('the events', () => {
  const packed = (changed: Map<string, Buffer>): Promise<unknown> =>
    verdictOn(rawZip(entriesOf(resigned(changed, key))));
  const withStream = (change: (text: string) => string): Map<string, Buffer> =>
    new Map(content).set(streamPath(), Buffer.from(change(content.get(streamPath())?.toString('utf8') ?? '')));
  const name = (): string => streamPath().split('/').at(-1) ?? '';

  it('[PK9] a changed event, a missing one, a torn last one are refused even under a good signature', async () => {
    const broken = ['package.journal-broken', name()];
    expect(await packed(withStream((text) => text.replace('学苑社区', '学院社区')))).toEqual(broken);
    expect(await packed(withStream((text) => text.split('\n').slice(1).join('\n')))).toEqual(broken);
    expect(await packed(withStream((text) => text.slice(0, -5)))).toEqual(broken);
    expect(await packed(withStream(() => 'no events at all\n'))).toEqual(broken);
  });

  it('[PK9] a stream that ends before or behind the head of the manifest is refused', async () => {
    const shorter = resigned(content, key, (body) => ({
      ...body,
      heads: Object.fromEntries(
        Object.entries(body.heads).map(([device, head]) => [device, { ...head, seq: head.seq + 1 }]),
      ),
    }));
    expect(await verdictOn(rawZip(entriesOf(shorter)))).toEqual(['package.journal-broken', name()]);
  });

  it('[PK10] a fork of a stream brings nothing, and what is here stays', async () => {
    const here = await world.host('here');
    valueOf(await take(here, file('sound.ysb')));
    await append(maker, id, [note(1, '真的')]);
    await pack(maker, id, file('true.ysb'));
    valueOf(await take(here, file('true.ysb')));
    const before = await standing(here, id);
    const forked = new Map(content).set(streamPath(), continued(note(1, '假的')));
    await writeFile(file('fork.ysb'), rawZip(entriesOf(resigned(forked, key))));
    expect(valueOf(await take(here, file('fork.ysb')))).toMatchObject({ events: 0, streams: [{ is: 'fork' }] });
    expect(await standing(here, id)).toEqual(before);
  });

  it('[PK1] a file that no event names is refused, and a notice that is no PDF or XLSX', async () => {
    const bytes = Buffer.from('<script>alert(1)</script>');
    const sha256 = hashBytes(bytes);
    for (const path of [`photos/${sha256.slice(0, 2)}/${sha256}`, `notices/${id}/${sha256}.pdf`]) {
      expect(await packed(new Map(content).set(path, bytes))).toEqual([
        'package.unsafe-entry',
        path.endsWith('.pdf') ? '内容与类型不符' : '没有记录提到它',
      ]);
    }
  });

  it('[PK1] an original whose kind is none of ours is not taken in, and no event that names it', async () => {
    const program = Buffer.from('#!/bin/sh\nrm -rf /\n');
    const sha256 = hashBytes(program);
    const evidence = { id: 'x1', clause: '1a', sha256, name: 'a.png', mime: 'image/png', size: program.length };
    const draft = {
      type: 'evidence.added',
      payload: { evidence: { ...evidence, addedAt: '2024-08-01T08:00:00.000Z' } },
    };
    const named = new Map(content).set(streamPath(), continued(draft as Draft));
    const added = named.set(`photos/${sha256.slice(0, 2)}/${sha256}`, program);
    await writeFile(file(), rawZip(entriesOf(resigned(added, key))));
    const fresh = await world.host('fresh');
    expect(await take(fresh, file())).toMatchObject({ error: { code: 'evidence.unsupported' } });
    expect(valueOf(await fresh.parts.inspections.list())).toEqual([]);
  });
});
