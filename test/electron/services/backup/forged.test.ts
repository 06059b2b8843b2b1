import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import type { Host } from '#electron/services/host/host.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import { anyKey, keyOf } from '#test/electron/services/package/forge.ts';
import {
  append,
  deviceOf,
  exchange,
  newInspection,
  newWorld,
  note,
  pack,
  sharedInspection,
  standing,
  take,
} from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { apiOf } from '#test/electron/services/sample-host.ts';
import { endedJob } from '#test/support/job.ts';
import { stickOf, streamIn } from './stick.ts';

let world: World;
let stick: ReturnType<typeof stickOf>;
beforeEach(async () => {
  world = await newWorld();
  stick = stickOf(world);
});
afterEach(() => world.end());

const at = (...names: readonly string[]): string => join(world.path, ...names);
const override: Draft = {
  type: 'override.set',
  payload: { target: '1', override: { result: '符合', reason: '伪造', by: '李四' } },
};

/** A and B wrote to one inspection, each has the other's events and knows its key, and A was backed up. */
async function shared() {
  const { a, b, id } = await sharedInspection(world);
  return { a, b, id, generation: await stick.backUp(a) };
}

/** The same of two inspections. */
async function sharedTwo() {
  const { a, b, id } = await sharedInspection(world);
  const second = await newInspection(a, 0);
  await exchange(world, a, b, second);
  return { a, b, id, second, generation: await stick.backUp(a) };
}

/** A host whose folder is put back to what it was before `task`, as by an older image of the disk. */
async function setBack(name: string, host: Host, task: (host: Host) => Promise<Generation>) {
  await world.close(host);
  await cp(at(name), at(`${name}-before`), { recursive: true });
  const running = await world.host(name);
  const generation = await task(running);
  await world.close(running);
  await rm(at(name), { recursive: true });
  await cp(at(`${name}-before`), at(name), { recursive: true });
  return { generation, again: await world.host(name) };
}

/** Restores, and expects of a stream the same in the preview and the result, and nothing of it here. */
async function expectRefused(here: Host, generation: Generation, id: InspectionId, of: DeviceId, refused: object) {
  const before = await standing(here, id);
  const seen = await stick.preview(here, generation);
  expect(streamIn(seen, id, of)).toMatchObject({ events: 0, ...refused });
  expect(seen.events).toBe(0);
  expect(await stick.restore(here, generation)).toEqual(seen);
  expect(await standing(here, id)).toEqual(before);
}

/** What B truly wrote since comes in all the same. */
async function expectTrueOne(a: Host, b: Host, id: InspectionId): Promise<void> {
  await append(b, id, [note(4, '乙真的继续')]);
  await pack(b, id, at('b2.ysb'));
  expect(valueOf(await take(a, at('b2.ysb'))).events).toBe(1);
  expect((await standing(a, id)).facts?.overrides).toEqual([]);
  expect(await standing(a, id)).toEqual(await standing(b, id));
}

describe('a backup in which somebody went on with the stream of a known device', () => {
  it('[BK7] [LG24] unsigned: refused and named, before and after; the true continuation comes in', async () => {
    const { a, b, id, generation } = await shared();
    await stick.forge(generation, { inspection: id, device: deviceOf(b) }, [override, note(9, '伪造')]);
    await expectRefused(a, generation, id, deviceOf(b), { refused: 'package.stream-unsigned', held: 2, total: 3 });
    await expectTrueOne(a, b, id);
  });

  it('[BK7] [LG25] signed by another key: refused, both keys are shown, the true continuation comes in', async () => {
    const { a, b, id, generation } = await shared();
    const [other, key] = [anyKey(), await keyOf(at('b'))];
    await stick.forge(generation, { inspection: id, device: deviceOf(b) }, [override], other);
    const [fingerprint, otherFingerprint] = [other, key].map((one) =>
      fingerprintOf(one.export({ format: 'jwk' }).x ?? ''),
    );
    const refused = { refused: 'package.stream-key-changed', held: 1, canSettle: true, fingerprint, otherFingerprint };
    await expectRefused(a, generation, id, deviceOf(b), refused);
    await expectTrueOne(a, b, id);
  });

  it('[BK7] [LG24] the signature was damaged: what is here stays, nothing goes beyond it', async () => {
    const { a, b, id, generation } = await shared();
    await stick.forge(generation, { inspection: id, device: deviceOf(b) }, [override]);
    await stick.change(generation, (streams) => {
      for (const stream of streams) if (stream.device === deviceOf(b)) Object.assign(stream, { voucher: { seq: 'x' } });
    });
    await expectRefused(a, generation, id, deviceOf(b), { refused: 'package.stream-unsigned', held: 1 });
    await expectTrueOne(a, b, id);
  });

  it('[BK7] [LG24] behind what it signed since: that comes, and no more', async () => {
    const { a, b, id } = await shared();
    const { again, generation } = await setBack('a', a, async (later) => {
      await append(b, id, [note(5, '乙后来写的')]);
      await pack(b, id, at('b2.ysb'));
      valueOf(await take(later, at('b2.ysb')));
      const made = await stick.backUp(later);
      await stick.forge(made, { inspection: id, device: deviceOf(b) }, [override, override]);
      return made;
    });
    const seen = await stick.preview(again, generation);
    const known = { is: 'longer', events: 1, held: 2, total: 4, refused: 'package.stream-unsigned', by: 'known' };
    expect(streamIn(seen, id, deviceOf(b))).toMatchObject(known);
    expect(await stick.restore(again, generation)).toEqual(seen);
    expect((await standing(again, id)).facts).toMatchObject({ overrides: [], notes: { 5: '乙后来写的' } });
    // It leaves again under B's own signature.
    await pack(again, id, at('again.ysb'));
    const plan = valueOf(await take(await world.host('c'), at('again.ysb')));
    expect(plan.streams.find(({ device }) => device === deviceOf(b))).toMatchObject({ by: 'new', refused: null });
  });

  it('[BK7] [LG24] a forged 定稿 and publication: neither they nor the notice they name come', async () => {
    const { a, b, id, generation } = await shared();
    const [pdf, xlsx] = [Buffer.from('%PDF-1.7 forged'), Buffer.from('PK\u0003\u0004 forged')];
    const [pdfSha256, xlsxSha256] = [hashBytes(pdf), hashBytes(xlsx)];
    const factsSha256 = hashText('facts');
    await stick.forge(generation, { inspection: id, device: deviceOf(b) }, [
      { type: 'inspection.finalised', payload: { by: '李四', accepted: [], factsSha256 } },
      { type: 'notice.published', payload: { edition: 1, factsSha256, pdfSha256, xlsxSha256, signatures: [] } },
    ]);
    await plantNotice(generation, id, [pdf, xlsx]);
    await expectRefused(a, generation, id, deviceOf(b), { refused: 'package.stream-unsigned', held: 2 });
    expect((await standing(a, id)).finalised).toBeNull();
    expect(await readdir(at('a', 'notices'), { recursive: true })).toEqual([]);
  });
});

/** A notice on the stick with the record that says it was the latest. */
async function plantNotice(generation: Generation, inspection: InspectionId, files: readonly Buffer[]): Promise<void> {
  const [pdf, xlsx] = files.map((bytes, index) => ({
    sha256: hashBytes(bytes),
    name: `${index}`,
    size: bytes.length,
    pages: null,
  }));
  const latest = Buffer.from(JSON.stringify({ pdf, xlsx, final: true, signatures: [] }));
  await mkdir(join(stick.folder(generation), 'notices'), { recursive: true });
  await writeFile(join(stick.folder(generation), 'notices', `${inspection}.json`), latest);
  for (const bytes of files) {
    const shelf = join(stick.root, 'notices', hashBytes(bytes).slice(0, 2));
    await mkdir(shelf, { recursive: true });
    await writeFile(join(shelf, hashBytes(bytes)), bytes);
  }
  const path = join(stick.folder(generation), 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  manifest.latestNotices = [{ inspection, sha256: hashBytes(latest) }];
  manifest.notices = ['pdf', 'xlsx'].map((ending, index) => {
    const bytes = files[index] ?? Buffer.alloc(0);
    return { inspection, ending, sha256: hashBytes(bytes), size: bytes.length };
  });
  await writeFile(path, JSON.stringify(manifest));
}

describe('this computer’s own stream in a backup', () => {
  it.each([
    ['nobody', false],
    ['somebody else', true],
  ])('[BK7] [LG24] gone on with and signed by %s: refused, and its id stays', async (_, isSigned) => {
    const { a, b, id, generation } = await shared();
    const own = deviceOf(a);
    await stick.forge(generation, { inspection: id, device: own }, [override], isSigned ? anyKey() : undefined);
    await expectRefused(a, generation, id, own, { refused: 'package.stream-own', held: 1, canSettle: false });
    expect(deviceOf(a)).toBe(own);
    await append(a, id, [note(3, '甲继续')]);
    await pack(a, id, at('a2.ysb'));
    expect(valueOf(await take(b, at('a2.ysb'))).events).toBe(1);
  });

  it('[BK7] [LG18] ahead of the one here, under our own signature: comes back, and writing goes on under a new id', async () => {
    const { a, id } = await shared();
    const own = deviceOf(a);
    let before: unknown = null;
    const { again, generation } = await setBack('a', a, async (later) => {
      await append(later, id, [note(6, '恢复前写的')]);
      before = await standing(later, id);
      return stick.backUp(later);
    });
    expect(streamIn(await stick.restore(again, generation), id, own)).toMatchObject({ by: 'own', events: 1 });
    expect(await standing(again, id)).toEqual(before);
    expect(deviceOf(again)).not.toBe(own);
  });

  it('[BK7] [LG19] unsigned by an earlier version and lost here: comes back as far as it is remembered, and no further', async () => {
    const { a, id, generation } = await shared();
    const [own, before] = [deviceOf(a), await standing(a, id)];
    await stick.strip(generation);
    await stick.forge(generation, { inspection: id, device: own }, [override]);
    await world.close(a);
    await rm(at('a', 'inspections', id, `${own}.jsonl`));
    const again = await world.host('a');
    const plan = await stick.restore(again, generation);
    expect(streamIn(plan, id, own)).toMatchObject({ refused: 'package.stream-own', held: 1, by: 'unsigned' });
    expect(await standing(again, id)).toEqual(before);
  });

  it('[BK7] [LG19] … whose remembered end is damaged too: nothing speaks for it, and it is refused and named', async () => {
    const { a, id, generation } = await shared();
    const own = deviceOf(a);
    const total = (await standing(a, id)).heads[own]?.seq;
    await stick.strip(generation);
    await world.close(a);
    await rm(at('a', 'inspections', id, `${own}.jsonl`));
    const record = at('a', 'heads', `${id}.json`);
    await writeFile(record, (await readFile(record, 'utf8')).replace(/"seq":\d+/, '"seq":1'));
    const again = await world.host('a');
    const plan = await stick.restore(again, generation);
    expect(streamIn(plan, id, own)).toMatchObject({ refused: 'package.stream-own', held: total, events: 0 });
  });
});

describe('a restore into an empty folder', () => {
  it('[BK7] gives everything back, signed and unsigned streams of one device alike', async () => {
    const { a, b, id, second, generation } = await sharedTwo();
    const before = [await standing(a, id), await standing(a, second)];
    const signed = join(stick.folder(generation), 'manifest.json');
    await cp(signed, at('signed.json'));
    for (const unsigned of [id, second]) {
      await cp(at('signed.json'), signed);
      await stick.change(generation, (streams) => {
        for (const stream of streams) if (stream.inspection === unsigned) stream.voucher = null;
      });
      const fresh = await world.host(`fresh-${unsigned}`);
      const plan = await stick.restore(fresh, generation);
      expect(plan.inspections.flatMap(({ streams }) => streams.map(({ refused }) => refused))).toEqual([
        null,
        null,
        null,
        null,
      ]);
      expect([await standing(fresh, id), await standing(fresh, second)]).toEqual(before);
      const marks = JSON.parse(await readFile(at(`fresh-${unsigned}`, 'vouched', `${unsigned}.json`), 'utf8'));
      expect(Object.keys(marks.unsigned).toSorted()).toEqual([deviceOf(a), deviceOf(b)].toSorted());
      expect(await stick.restore(fresh, generation)).toMatchObject({ events: 0, same: 2, inspections: [] });
    }
  });

  it('[BK7] broken off and done again gives all of it, too: what came first makes no unsigned stream unwelcome', async () => {
    const { a, id, second, generation } = await sharedTwo();
    const [, last] = [id, second].toSorted();
    await stick.change(generation, (streams) => {
      for (const stream of streams) if (stream.inspection === last) stream.voucher = null;
    });
    const fresh = await world.host('fresh');
    await stick.preview(fresh, generation);
    const stopped = fresh.on((event) => {
      if (event.type !== 'job' || event.job.kind !== 'restore') return;
      const { phase, done, id: job } = event.job;
      if (phase === 'inspections' && done === 1) void apiOf(fresh).call('job:cancel', { job });
    });
    const { job } = valueOf(await apiOf(fresh).call('backup:restore', { generation: generation.name }));
    expect((await endedJob(apiOf(fresh), job)).state.is).toBe('cancelled');
    stopped();
    expect(valueOf(await fresh.parts.inspections.list())).toHaveLength(1);
    await stick.restore(fresh, generation);
    expect([await standing(fresh, id), await standing(fresh, second)]).toEqual([
      await standing(a, id),
      await standing(a, second),
    ]);
  });

  it('[BK7] [LG24] a forged tail behind what a device signed does not come, although nothing was known of it', async () => {
    const { a, b, id, generation } = await shared();
    const before = await standing(a, id);
    for (const of of [a, b]) await stick.forge(generation, { inspection: id, device: deviceOf(of) }, [override]);
    const fresh = await world.host('fresh');
    const plan = await stick.restore(fresh, generation);
    for (const of of [a, b]) {
      expect(streamIn(plan, id, deviceOf(of))).toMatchObject({ refused: 'package.stream-unsigned', held: 1 });
    }
    expect(await standing(fresh, id)).toEqual(before);
  });

  it('[BK7] [LG24] unsigned streams of a device are taken once: those of a package made it known, and it goes on by its key', async () => {
    const { a, b, id, generation } = await shared();
    await stick.strip(generation);
    const fresh = await world.host('fresh');
    // The package that B made before knows B by its key, and A as well.
    valueOf(await take(fresh, at('a.ysb')));
    const seen = await stick.preview(fresh, generation);
    expect(streamIn(seen, id, deviceOf(b))).toMatchObject({ by: 'unsigned', refused: null, events: 1 });
    expect(streamIn(seen, id, deviceOf(a))).toBeUndefined();
    await stick.forge(generation, { inspection: id, device: deviceOf(a) }, [override]);
    const plan = await stick.restore(fresh, generation);
    expect(streamIn(plan, id, deviceOf(a))).toMatchObject({ refused: 'package.stream-unsigned', held: 1, events: 0 });
    expect(await standing(fresh, id)).toEqual(await standing(a, id));
    await stick.forge(generation, { inspection: id, device: deviceOf(b) }, [override]);
    await expectRefused(fresh, generation, id, deviceOf(b), { refused: 'package.stream-unsigned', held: 1 });
    await expectTrueOne(fresh, b, id);
  });
});

describe('two keys under one device id in a backup', () => {
  it('[BK7] [LG25] the true stream takes the forged one’s place once somebody settles on its key; the other is kept', async () => {
    const { a, b, id, generation } = await shared();
    const [c, device] = [await world.host('c'), deviceOf(b)];
    // C knows nothing of B, and takes what somebody else signed for B's.
    const forged = await stick.backUp(a);
    await cp(stick.folder(forged), at('kept'), { recursive: true });
    await stick.forge(forged, { inspection: id, device }, [override], anyKey());
    await stick.restore(c, forged);
    expect((await standing(c, id)).facts?.overrides).toHaveLength(1);
    await rm(stick.folder(generation), { recursive: true });
    await cp(at('kept'), stick.folder(generation), { recursive: true });
    await append(b, id, [note(7, '真的')]);
    await pack(b, id, at('b2.ysb'));
    valueOf(await take(a, at('b2.ysb')));
    const latest = await stick.backUp(a);
    const refused = streamIn(await stick.preview(c, latest), id, device);
    expect(refused).toMatchObject({ refused: 'package.stream-key-changed', canSettle: true, events: 0 });
    const asked = { generation: latest.name, device, fingerprint: hashText('another') };
    expect(await apiOf(c).call('backup:settle-key', asked)).toMatchObject({ error: { code: 'package.key-changed' } });
    valueOf(
      await apiOf(c).call('backup:settle-key', { ...asked, fingerprint: refused?.fingerprint ?? asked.fingerprint }),
    );
    expect(streamIn(await stick.restore(c, latest), id, device)).toMatchObject({ is: 'replace', by: 'known' });
    expect(await standing(c, id)).toEqual(await standing(a, id));
    expect(await readdir(at('c', 'damaged'))).toHaveLength(1);
  });

  it('[BK7] [LG25] this computer’s own id is never settled on another key', async () => {
    const { a, id, generation } = await shared();
    const [device, key] = [deviceOf(a), anyKey()];
    await stick.forge(generation, { inspection: id, device }, [override], key);
    const fingerprint = fingerprintOf(key.export({ format: 'jwk' }).x ?? '');
    expect(
      await apiOf(a).call('backup:settle-key', { generation: generation.name, device, fingerprint }),
    ).toMatchObject({ error: { code: 'package.key-changed' } });
  });
});

it('[BK7] a record of known devices that cannot be read stops no restore: what is known to be ours comes, the rest is named', async () => {
  const { a, b, id, generation } = await shared();
  await stick.forge(generation, { inspection: id, device: deviceOf(b) }, [override]);
  await world.close(a);
  await rm(at('a', 'inspections', id, `${deviceOf(b)}.jsonl`));
  await writeFile(at('a', 'known-devices.json'), 'garbage');
  const again = await world.host('a');
  const plan = await stick.restore(again, generation);
  expect(streamIn(plan, id, deviceOf(b))).toMatchObject({ refused: 'package.key-unreadable', events: 1, held: 1 });
  expect((await standing(again, id)).facts).toMatchObject({ overrides: [], notes: { 2: '乙写的' } });
});
