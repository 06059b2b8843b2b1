import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '#shared/package/manifest.ts';
import type { Host } from '#electron/services/host/host.ts';
import {
  addPhoto,
  append,
  folderFor,
  newInspection,
  newWorld,
  note,
  pack,
  preview,
  runWork,
  standing,
  take,
} from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';
import { hashText } from '#electron/services/disk/hash.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

const file = (name = 'a.ysb'): string => join(world.path, name);
const keyFile = (host: Host): string => join(world.path, 'a', `device-key.${host.parts.info().device}.json`);

describe('a package taken into another data folder', () => {
  it('[PK15] gives the same heads and the same state, originals included', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a, 3);
    const made = await pack(a, id, file());
    expect(made).toMatchObject({
      name: expect.stringMatching(/^学苑社区-20240801-\d{4}\.ysb$/),
      size: (await stat(file())).size,
    });
    const seen = valueOf(await preview(b, file()));
    expect(seen).toMatchObject({
      inspection: id,
      community: '学苑社区',
      signer: { standing: 'new' },
      streams: [{ is: 'new' }],
      photosHeld: 3,
      photos: 3,
      catalogues: 0,
      missing: 0,
    });
    expect(valueOf(await take(b, file()))).toEqual(seen);
    expect(await standing(b, id)).toEqual(await standing(a, id));
    for (const sha256 of (await standing(b, id)).facts?.evidence.map((one) => one.sha256) ?? []) {
      expect(valueOf(await b.parts.evidence.read(sha256))).toEqual(valueOf(await a.parts.evidence.read(sha256)));
    }
  });

  it('[PK14] looking at it changes nothing', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a);
    await pack(a, id, file());
    const before = await readdir(join(world.path, 'b'), { recursive: true });
    valueOf(await preview(b, file()));
    expect(await readdir(join(world.path, 'b'), { recursive: true })).toEqual(before);
    expect(valueOf(await b.parts.inspections.list())).toEqual([]);
  });

  it('[PK10] brings only what is new; a second time there is nothing to bring', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a, 1);
    await pack(a, id, file());
    valueOf(await take(b, file()));
    await append(a, id, [note(1, '后来')]);
    await addPhoto(a, id, '后来.png');
    await pack(a, id, file('later.ysb'));
    const plan = valueOf(await take(b, file('later.ysb')));
    expect(plan).toMatchObject({
      events: 2,
      photos: 1,
      photosHeld: 2,
      streams: [{ is: 'longer', events: 2 }],
      signer: { standing: 'known' },
    });
    expect(valueOf(await preview(b, file('later.ysb')))).toMatchObject({
      events: 0,
      photos: 0,
      streams: [{ is: 'same' }],
    });
    expect(valueOf(await preview(b, file()))).toMatchObject({ events: 0, streams: [{ is: 'shorter' }] });
    expect(await standing(b, id)).toEqual(await standing(a, id));
  });

  it('[PK10] both sides go on and come together, each with its own stream', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a, 1);
    await pack(a, id, file());
    valueOf(await take(b, file()));
    await append(b, id, [note(1, 'b 写的')]);
    await addPhoto(b, id, 'b.png');
    await append(a, id, [note(2, 'a 写的')]);
    await pack(b, id, file('b.ysb'));
    expect(valueOf(await take(a, file('b.ysb')))).toMatchObject({ photos: 1, signer: { standing: 'new' } });
    await pack(a, id, file('a2.ysb'));
    valueOf(await take(b, file('a2.ysb')));
    expect(await standing(b, id)).toEqual(await standing(a, id));
    expect((await standing(a, id)).facts?.notes).toMatchObject({ 1: 'b 写的', 2: 'a 写的' });
  });
});

describe('what is written', () => {
  it('[PK5] is the same bytes for the same inspection, maker and time', async () => {
    const a = await world.host('a', { now: () => Date.UTC(2024, 7, 1) });
    const id = await newInspection(a, 3);
    await pack(a, id, file());
    await pack(a, id, file('again.ysb'));
    expect((await readFile(file())).equals(await readFile(file('again.ysb')))).toBe(true);
  });

  it('[PK13] leaves out a damaged original and says so', async () => {
    const a = await world.host('a');
    const id = await newInspection(a, 1);
    const sha256 = await addPhoto(a, id, '坏.png');
    await writeFile(join(world.path, 'a', 'photos', sha256.slice(0, 2), sha256), 'no longer what it was');
    await pack(a, id, file());
    const b = await world.host('b');
    expect(valueOf(await take(b, file()))).toMatchObject({ photos: 1, missing: 1 });
    expect(await standing(b, id)).toEqual(await standing(a, id));
  });

  it('[PK16] a cancelled export leaves no file', async () => {
    const a = await world.host('a');
    const id = await newInspection(a, 5);
    const out = await folderFor(world, 'out');
    for (const after of [0, 1, 3, 6, 8]) {
      const stop = new AbortController();
      let told = 0;
      const progress = () => {
        if ((told += 1) > after) stop.abort();
      };
      const work = a.parts.packages.export(id, join(out, 'x.ysb'));
      expect(await work({ progress, signal: stop.signal })).toMatchObject({ error: { code: 'package.cancelled' } });
      expect(await readdir(out)).toEqual([]);
    }
  });

  it('[PK16] a full disk is found before a byte is written', async () => {
    const disk = { reserveBytes: 0, freeBytes: async () => 200 * 1024 ** 2 };
    const a = await world.host('a', { disk: { reserveBytes: 0, freeBytes: async () => 8 * 1024 ** 3 } });
    const id = await newInspection(a);
    await world.close(a);
    const full = await world.host('a', { disk });
    const out = await folderFor(world, 'out');
    expect(await runWork(full.parts.packages.export(id, join(out, 'x.ysb')))).toMatchObject({
      error: { code: 'package.no-space', detail: { free: '200 MB', needed: '256 MB' } },
    });
    expect(await readdir(out)).toEqual([]);
  });

  it('an inspection that is not there has no package', async () => {
    const a = await world.host('a');
    const call = await a.call('package:export', { inspection: 'inspection-that-is-not' });
    expect(call).toMatchObject({ error: { code: 'inspection.not-found' } });
  });

  it('the key of the device is readable to its owner alone and made once', async () => {
    const a = await world.host('a');
    const id = await newInspection(a, 0);
    await pack(a, id, file());
    const path = keyFile(a);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const key = await readFile(path, 'utf8');
    await world.close(a);
    const again = await world.host('a');
    await pack(again, id, file('again.ysb'));
    expect(await readFile(path, 'utf8')).toBe(key);
    expect(valueOf(await preview(again, file()))).toMatchObject({ signer: { standing: 'own' } });
    expect(readManifest('{"format":1}', hashText)).toMatchObject({ error: { code: 'package.manifest-broken' } });
  });

  it('a key that cannot be read is never replaced', async () => {
    const a = await world.host('a');
    const id = await newInspection(a, 0);
    await writeFile(keyFile(a), 'torn');
    expect(await runWork(a.parts.packages.export(id, file()))).toMatchObject({
      error: { code: 'package.key-unreadable' },
    });
    expect(await readFile(keyFile(a), 'utf8')).toBe('torn');
  });
});

describe('who made it', () => {
  it('[PK7] a device that comes with another key is flagged, and nothing of it is taken in', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a);
    await pack(a, id, file());
    valueOf(await take(b, file()));
    await world.close(a);
    await rm(keyFile(a));
    await rm(join(world.path, 'a', 'known-devices.json'));
    const forged = await world.host('a');
    await append(forged, id, [note(3, '冒名')]);
    await pack(forged, id, file('forged.ysb'));
    expect(valueOf(await preview(b, file('forged.ysb')))).toMatchObject({ signer: { standing: 'changed' }, events: 0 });
    const before = await standing(b, id);
    expect(await take(b, file('forged.ysb'))).toMatchObject({
      error: { code: 'package.key-changed', detail: { device: forged.parts.info().device } },
    });
    expect(await standing(b, id)).toEqual(before);
  });
});
