import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEvidence } from '#electron/services/evidence/evidence.ts';
import { Sha256 } from '#shared/ids.ts';
import { err } from '#shared/result.ts';
import { jpeg } from '#test/fixtures/photo-bytes.ts';
import { tempFolder } from '../temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const sha256 = (bytes: Uint8Array) => v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));
const JPEG = latin('\xff\xd8\xff\xe0 a photo');

let names = 0;
const store = () => openEvidence(folder.path, () => `draft-${(names += 1)}`);

describe('originals', () => {
  it('are kept byte for byte under their SHA-256, once', async () => {
    const hash = sha256(JPEG);
    expect(await store().store(JPEG, 'a.jpg')).toMatchObject({ ok: true, value: { sha256: hash, size: JPEG.length } });
    await store().store(JPEG, 'a.jpg');
    expect(new Uint8Array(await readFile(join(folder.path, hash.slice(0, 2), hash)))).toEqual(JPEG);
    expect(await readdir(folder.path)).toEqual([hash.slice(0, 2)]);
    expect(await readdir(join(folder.path, hash.slice(0, 2)))).toEqual([hash]);
  });

  it('stored several times at once are one file', async () => {
    const evidence = store();
    const stored = await Promise.all(Array.from({ length: 8 }, () => evidence.store(JPEG, 'a.jpg')));
    expect(stored.every(({ ok }) => ok)).toBe(true);
    expect(await evidence.read(sha256(JPEG))).toMatchObject({ ok: true });
  });

  it('a damaged original is told from a sound one, and mended by storing it again', async () => {
    const hash = sha256(JPEG);
    await store().store(JPEG, 'a.jpg');
    await writeFile(
      join(folder.path, hash.slice(0, 2), hash),
      JPEG.map((byte) => byte ^ 1),
    );
    const damaged = { ok: false, error: { code: 'evidence.damaged', detail: { sha256: hash.slice(0, 12) } } };
    expect([await store().read(hash), await store().find(hash)]).toEqual([damaged, damaged]);
    await store().store(JPEG, 'a.jpg');
    expect(await store().read(hash)).toEqual({ ok: true, value: Buffer.from(JPEG) });
    const [kept = ''] = await readdir(join(folder.path, 'damaged'));
    expect(new Uint8Array(await readFile(join(folder.path, 'damaged', kept)))).toEqual(JPEG.map((byte) => byte ^ 1));
  });

  it('that is damaged while the program runs is not shown as the original', async () => {
    const hash = sha256(JPEG);
    const evidence = store();
    await evidence.store(JPEG, 'a.jpg');
    expect(await evidence.find(hash)).toMatchObject({ ok: true, value: { size: JPEG.length } });
    await writeFile(join(folder.path, hash.slice(0, 2), hash), JPEG.toReversed());
    expect(await evidence.find(hash)).toMatchObject({ ok: false, error: { code: 'evidence.damaged' } });
  });

  it.each([
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF\0\0\0\0WEBP'],
    ['image/heic', '\0\0\0\x18ftypheic'],
    ['image/heic', '\0\0\0\x18ftypmif1'],
    ['image/heic', '\0\0\0\x18ftypmif1\0\0\0\0heicmif1'],
    ['image/avif', '\0\0\0\x18ftypmif1\0\0\0\0avifmif1'],
    ['image/avif', '\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf'],
    ['application/pdf', '%PDF-1.7'],
    ['application/pdf', '\xef\xbb\xbf\n%PDF-1.4'],
  ])('%s is known by its bytes', async (mime, start) => {
    expect(await store().store(latin(`${start}....`), 'a.jpg')).toMatchObject({ ok: true, value: { mime } });
  });

  it.each([['<svg/>'], ['MZ\x90'], ['PK\x03\x04'], ['\0\0\0\x18ftypisom'], ['x']])('%j is refused', async (start) => {
    expect(await store().store(latin(start), 'a.jpg')).toMatchObject({
      ok: false,
      error: { code: 'evidence.unsupported' },
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it.each([
    ['\0\0\0\x18ftypisom', '门口.mp4', '视频'],
    ['PK\x03\x04', '名册.xlsx', 'Excel 表格'],
    ['PK\x03\x04', '照片.zip', '压缩包'],
    ['\xd0\xcf\x11\xe0', '报告.doc', '旧版 Office 文档'],
    ['hello', '说明.txt', '.txt 文件'],
    ['hello', '照片.jpg', '名称以 .jpg 结尾，内容却不是'],
    ['hello', '照片', '类型不明'],
  ])('%j called %s is refused as %s', async (start, name, type) => {
    expect(await store().store(latin(start), name)).toEqual({
      ok: false,
      error: { code: 'evidence.unsupported', detail: { type } },
    });
  });

  it('a disk that refuses leaves nothing and says so', async () => {
    const gone = openEvidence(join(folder.path, 'not-there'), () => 'draft');
    expect(await gone.store(JPEG, 'a.jpg')).toEqual({
      ok: false,
      error: { code: 'evidence.write-failed', detail: { reason: 'ENOENT' } },
    });
  });
});

describe('what a photo says of itself', () => {
  it('is told with it', async () => {
    const stored = await store().store(jpeg({ taken: '2024:08:05 10:11:12', place: [36.5, 117.25] }), 'a.jpg');
    expect(stored).toMatchObject({
      ok: true,
      value: { incomplete: false, takenAt: '2024-08-05T10:11:12', gps: { latitude: 36.5, longitude: 117.25 } },
    });
  });

  it('is taken, and marked, where the file breaks off', async () => {
    const bytes = jpeg({ taken: '2024:08:05 10:11:12' });
    const half = bytes.subarray(0, bytes.length - 4);
    expect(await store().store(half, 'a.jpg')).toMatchObject({ ok: true, value: { incomplete: true } });
    expect(await store().read(sha256(half))).toEqual({ ok: true, value: half });
  });
});

describe('an original that is poured in', () => {
  async function* pouring(...pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
    yield* pieces;
  }

  it('is kept where it is what its hash says, piece by piece, in the place of a damaged one too', async () => {
    const hash = sha256(JPEG);
    const path = join(folder.path, hash.slice(0, 2), hash);
    expect(await store().put(hash, pouring(JPEG.subarray(0, 5), JPEG.subarray(5)))).toEqual({ ok: true, value: true });
    expect(new Uint8Array(await readFile(path))).toEqual(JPEG);
    await writeFile(path, 'decayed');
    expect(await store().put(hash, pouring(JPEG))).toEqual({ ok: true, value: true });
    expect(new Uint8Array(await readFile(path))).toEqual(JPEG);
    expect(await readdir(join(folder.path, 'damaged'))).toHaveLength(1);
  });

  it('is not kept where it is something else, of no accepted kind, or breaks off: nothing is left of it', async () => {
    const hash = sha256(JPEG);
    const text = latin('no picture at all');
    async function* broken(): AsyncIterable<Uint8Array> {
      yield JPEG.subarray(0, 5);
      throw new Error('gone');
    }
    expect(await store().put(hash, pouring(text))).toEqual({ ok: true, value: false });
    expect(await store().put(sha256(text), pouring(text))).toMatchObject({ error: { code: 'evidence.unsupported' } });
    await expect(store().put(hash, broken())).rejects.toThrow('gone');
    const full = openEvidence(
      folder.path,
      () => 'full',
      async () => err('evidence.disk-nearly-full'),
    );
    expect(await full.put(hash, pouring(JPEG))).toMatchObject({ error: { code: 'evidence.disk-nearly-full' } });
    expect(await readdir(folder.path)).toEqual([]);
  });
});
