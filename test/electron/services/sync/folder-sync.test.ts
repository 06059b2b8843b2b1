import { cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import { FolderPlace } from '#electron/services/sync/folder/folder-place.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import {
  addPhoto,
  append,
  deviceOf,
  newInspection,
  note,
  standing,
} from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { generateKey, goneOn, NEVER, signedBy } from '#test/support/streams.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { filesBelow, newSyncWorld } from './sync-world.ts';
import type { Laptop, SyncWorld } from './sync-world.ts';

describe('laptops that share a folder', () => {
  let world: SyncWorld;
  beforeEach(async () => {
    world = await newSyncWorld();
  });
  afterEach(() => world.end());

  /** A began an inspection with photos and put it on the stick; B said yes to it and has it. */
  async function shared(photos = 2): Promise<{ a: Laptop; b: Laptop; id: InspectionId }> {
    const [a, b] = [await world.laptop('a'), await world.laptop('b')];
    const id = await newInspection(a.host, photos);
    await a.share(id);
    await a.sync();
    await b.share(id);
    await b.sync();
    return { a, b, id };
  }
  const same = async (id: InspectionId, ...laptops: readonly Laptop[]) => {
    const [first, ...others] = await Promise.all(laptops.map(({ host }) => standing(host, id)));
    for (const other of others) expect(other).toEqual(first);
  };
  const partsOnStick = async () => (await filesBelow(world.stick)).filter((path) => path.endsWith('.part'));

  it('[SY3] an inspection is offered by its name, comes once somebody says yes, and is then the same on both', async () => {
    const [a, b] = [await world.laptop('a'), await world.laptop('b')];
    const id = await newInspection(a.host, 3);
    expect(await b.sync()).toMatchObject({ moved: { eventsTaken: 0 } });
    await a.sync();
    expect(await partsOnStick()).toEqual([]);
    await a.share(id);
    const sent = await a.sync();
    expect(sent).toMatchObject({ stuck: 0, moved: { eventsTaken: 0, filesSent: { count: 4 } } });
    await b.sync();
    expect((await b.state()).offered).toEqual([{ inspection: id, community: '学苑社区', here: false }]);
    expect(valueOf(await b.host.parts.inspections.list())).toEqual([]);
    await b.share(id);
    expect((await b.sync()).moved).toMatchObject({
      eventsSent: 0,
      eventsTaken: sent.moved.eventsSent,
      filesFetched: { count: 3 },
    });
    await same(id, a, b);
    expect((await b.state()).offered).toEqual([]);
  });

  it('[SY5] says that everything is there when the place has answered so, and what is not there until then', async () => {
    const { a, b, id } = await shared();
    const heads = (await standing(a.host, id)).heads;
    for (const laptop of [a, b]) {
      expect((await laptop.state()).inspections).toEqual([
        {
          inspection: id,
          confirmed: heads,
          unsent: 0,
          notTaken: 0,
          filesUnsent: { count: 0, bytes: 0 },
          filesNotFetched: { count: 0, bytes: 0 },
          filesMissing: 0,
          stuck: [],
        },
      ]);
    }
    await a.use({ originals: false });
    await addPhoto(a.host, id, '后来的.png', 5000);
    expect((await a.sync()).moved).toMatchObject({ eventsSent: 1, filesSent: { count: 0 } });
    expect((await a.state()).inspections).toMatchObject([{ unsent: 0, filesUnsent: { count: 1, bytes: 5008 } }]);
    await b.sync();
    expect((await b.state()).inspections).toMatchObject([{ unsent: 0, filesMissing: 1 }]);
    await a.use({ originals: true });
    expect((await a.sync()).moved.filesSent).toEqual({ count: 1, bytes: 5008 });
    expect((await b.sync()).moved.filesFetched).toEqual({ count: 1, bytes: 5008 });
    expect((await b.state()).inspections).toMatchObject([{ filesMissing: 0, filesNotFetched: { count: 0 } }]);
  });

  it('[SY3] what two wrote without seeing each other is a conflict on both, and settled on both by who saw it', async () => {
    const { a, b, id } = await shared(0);
    await append(a.host, id, [note(1, '甲')]);
    await append(b.host, id, [note(1, '乙')]);
    for (const laptop of [a, b, a]) await laptop.sync();
    expect(await standing(a.host, id)).toMatchObject({ conflicts: 1 });
    await same(id, a, b);
    await append(b.host, id, [note(1, '商定')]);
    for (const laptop of [b, a]) await laptop.sync();
    expect(await standing(a.host, id)).toMatchObject({ conflicts: 0 });
    await same(id, a, b);
  });

  it('[SY1] a synchronisation sends what is new and nothing else, and none writes nothing', async () => {
    const { a, b, id } = await shared();
    const before = await filesBelow(world.stick);
    for (const laptop of [a, b]) {
      expect((await laptop.sync()).moved).toEqual({
        eventsSent: 0,
        eventsTaken: 0,
        filesSent: { count: 0, bytes: 0 },
        filesFetched: { count: 0, bytes: 0 },
      });
    }
    expect(await filesBelow(world.stick)).toEqual(before);
    await append(b.host, id, [note(3, '一处')]);
    expect((await b.sync()).moved).toMatchObject({ eventsSent: 1 });
    expect(await filesBelow(world.stick)).toHaveLength(before.length + 1);
    expect((await a.sync()).moved).toMatchObject({ eventsTaken: 1 });
  });

  it('[SY3] one who was never met is heard through another, under their own signature', async () => {
    const { a, b, id } = await shared();
    await append(a.host, id, [note(1, '甲写的')]);
    await a.sync();
    await b.sync();
    const stick = join(world.path, 'other-stick');
    await cp(world.stick, stick, { recursive: true });
    const c = await world.laptop('c');
    await c.share(id);
    await c.sync();
    expect(valueOf(await c.host.parts.inspections.open(id)).state.facts.notes).toMatchObject({ 1: '甲写的' });
    await same(id, a, b, c);
  });

  it('[LG24] what others put there under the name of a device is not taken in and is named, and the true stream still comes', async () => {
    const { a, b, id } = await shared(0);
    const place = new FolderPlace(join(world.stick, 'workbench-sync'), hashText);
    const stream = { inspection: id, device: deviceOf(a.host) };
    const known = valueOf(await place.part(stream, null, NEVER));
    if (known === null) throw new Error('nothing is there');
    const [told] = valueOf(await place.streams(NEVER));
    const forged = goneOn(known, '伪造的');
    for (const voucher of [null, signedBy(generateKey(), forged)]) valueOf(await place.putPart(forged, voucher, NEVER));
    expect(await b.sync()).toMatchObject({ moved: { eventsTaken: 0 }, stuck: 1 });
    expect((await b.state()).inspections[0]?.stuck).toEqual([
      { device: stream.device, reason: 'package.stream-key-changed', events: 1, fingerprints: expect.any(Array) },
    ]);
    await append(a.host, id, [note(1, '真的')]);
    expect(await a.sync()).toMatchObject({ moved: { eventsSent: 1 } });
    expect((await a.state()).inspections).toMatchObject([{ unsent: 0, stuck: [{ reason: 'package.stream-own' }] }]);
    expect(deviceOf(a.host)).toBe(stream.device);
    expect((await b.sync()).moved).toMatchObject({ eventsTaken: 1 });
    expect(valueOf(await b.host.parts.inspections.open(id)).state.facts.notes).toMatchObject({ 1: '真的' });
    await same(id, a, b);
    // One who never met the device cannot tell which of two keys is its own, and takes neither.
    const c = await world.laptop('c');
    await c.share(id);
    expect(await c.sync()).toMatchObject({ moved: { eventsTaken: 0 }, stuck: 1 });
    const asked = fingerprintOf(told?.voucher?.key ?? '');
    expect((await c.state()).inspections[0]?.stuck[0]?.fingerprints).toContain(asked);
    const choice = { place: (await c.state()).place.id, device: stream.device, fingerprint: asked };
    valueOf(await directApi(c.host.call, () => () => undefined).call('sync:settle-key', choice));
    expect((await c.sync()).moved.eventsTaken).toBeGreaterThan(100);
    await same(id, a, b, c);
  });

  it('[SY1] a stick that is pulled out is said to be away, and nothing is lost by it', async () => {
    const { a, b, id } = await shared();
    await rename(world.stick, `${world.stick}-away`);
    await append(a.host, id, [note(2, '路上写的')]);
    expect(await a.trySync()).toMatchObject({ ok: false, error: { code: 'sync.unreachable' } });
    expect((await a.state()).failure).toMatchObject({ why: { code: 'sync.unreachable' } });
    await rename(`${world.stick}-away`, world.stick);
    expect((await a.sync()).moved).toMatchObject({ eventsSent: 1 });
    expect((await a.state()).failure).toBeNull();
    await b.sync();
    await same(id, a, b);
  });

  it('[SY4] what is spoilt on the stick is put there again by whoever has it', async () => {
    const { a, b, id } = await shared();
    const [first] = valueOf(await a.host.parts.inspections.open(id)).state.facts.evidence;
    const sha256 = v.parse(Sha256, first?.sha256);
    const photo = join(world.stick, 'workbench-sync', pathOf({ is: 'original', sha256 }));
    await truncate(photo, 100);
    const [part] = await partsOnStick();
    if (part === undefined) throw new Error('nothing on the stick');
    const bytes = await readFile(part);
    await writeFile(part, bytes.subarray(0, bytes.length - 40));
    const c = await world.laptop('c');
    await c.share(id);
    await c.sync();
    expect(valueOf(await c.host.parts.inspections.list())).toEqual([]);
    await a.sync();
    expect(hashBytes(await readFile(photo))).toBe(sha256);
    await c.sync();
    await same(id, a, b, c);
  });

  it('[LG18] a data folder that was set back takes back what it had written, and goes on under a new id', async () => {
    const { a, b, id } = await shared(0);
    const device = deviceOf(a.host);
    await world.close(a.host);
    await cp(join(world.path, 'a'), join(world.path, 'yesterday'), { recursive: true });
    const today = await world.laptop('a');
    await append(today.host, id, [note(1, '今天写的')]);
    await today.sync();
    await world.close(today.host);
    await rm(join(world.path, 'a'), { recursive: true });
    await rename(join(world.path, 'yesterday'), join(world.path, 'a'));
    const back = await world.laptop('a');
    await back.sync();
    expect(valueOf(await back.host.parts.inspections.open(id)).state.facts.notes).toMatchObject({ 1: '今天写的' });
    await append(back.host, id, [note(2, '接着写')]);
    expect(Object.keys((await standing(back.host, id)).heads)).toHaveLength(2);
    await back.sync();
    await b.sync();
    await same(id, back, b);
    expect(device in (await standing(b.host, id)).heads).toBe(true);
  });

  it('[LG18] a folder and its copy that both wrote as one device are both there, neither is lost, and the copy goes on apart', async () => {
    const { a, b, id } = await shared(0);
    await world.close(a.host);
    await cp(join(world.path, 'a'), join(world.path, 'copy'), { recursive: true });
    const first = await world.laptop('a');
    // The same machine in all that tells it, as after the image of a disk was laid on another.
    const copy = await world.laptop('copy');
    await append(first.host, id, [note(1, '原机')]);
    await append(copy.host, id, [note(2, '复制的机器')]);
    await first.sync();
    await copy.sync();
    expect(valueOf(await copy.host.parts.inspections.open(id)).state.facts.notes).toMatchObject({ 2: '复制的机器' });
    await append(copy.host, id, [note(3, '以后写的')]);
    await copy.sync();
    await b.sync();
    expect(valueOf(await b.host.parts.inspections.open(id)).state.facts.notes).toMatchObject({
      1: '原机',
      3: '以后写的',
    });
  });

  it('[SY3] called off at any step it has only added, and the next one goes on', async () => {
    const [a, b] = [await world.laptop('a'), await world.laptop('b')];
    const id = await newInspection(a.host, 3);
    await a.share(id);
    await b.share(id);
    const api = directApi(a.host.call, (listener) => a.host.on(listener));
    const phases = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const stop = a.host.on((event) => {
        if (event.type !== 'job' || event.job.kind !== 'sync' || event.job.state.is !== 'running') return;
        const { phase, done, id: job } = event.job;
        if (phase === '' || phases.has(`${phase} ${done}`)) return;
        phases.add(`${phase} ${done}`);
        void api.call('job:cancel', { job });
      });
      const ended = await a.trySync();
      stop();
      if (ended.ok) break;
      expect(ended.error.code).toBe('sync.cancelled');
      expect((await a.state()).job).toBeNull();
    }
    expect([...phases]).toEqual(expect.arrayContaining(['records 0', 'send 0', 'confirm 0']));
    await a.sync();
    await b.sync();
    await same(id, a, b);
    expect((await b.state()).inspections).toMatchObject([{ filesMissing: 0, filesNotFetched: { count: 0 } }]);
  });

  it('[SY6] another stick in the place of the known one is not written to, and a folder of the data is none', async () => {
    const { a, id } = await shared(0);
    const api = directApi(a.host.call, (listener) => a.host.on(listener));
    await rename(world.stick, `${world.stick}-away`);
    const other = await newSyncWorld();
    const stranger = await other.laptop('x');
    await stranger.share(id);
    await cp(other.stick, world.stick, { recursive: true });
    await append(a.host, id, [note(1, '不能写到别的盘上')]);
    const before = await filesBelow(world.stick);
    expect(await a.trySync()).toMatchObject({ ok: false, error: { code: 'sync.other-place' } });
    expect(await filesBelow(world.stick)).toEqual(before);
    await other.end();
    const use = { name: '不行', auto: false, originals: true };
    const within = join(world.path, 'a', 'inspections');
    expect(await api.call('sync:add-folder', { folder: within, ...use })).toMatchObject({
      error: { code: 'sync.folder-within-data' },
    });
    expect(await api.call('sync:add-folder', { folder: join(world.path, 'nowhere'), ...use })).toMatchObject({
      error: { code: 'sync.unreachable' },
    });
    await writeFile(join(world.stick, 'workbench-sync', 'place.json'), '{"format":2,"id":"p00112233445566a"}');
    expect(await a.trySync()).toMatchObject({ ok: false, error: { code: 'sync.newer-format' } });
    await writeFile(join(world.stick, 'workbench-sync', 'place.json'), 'not json');
    expect(await a.trySync()).toMatchObject({ ok: false, error: { code: 'sync.not-a-place' } });
  });
});
