import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Voucher } from '#shared/log/voucher.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { anyKey, contentOf, entriesOf, goneOn, keyOf, rawZip, resigned, voucherBy } from './forge.ts';
import { append, deviceOf, newWorld, note, pack, preview, sharedInspection, standing, take } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { pathOf } from '#shared/holding/holding.ts';

const FIXTURE = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'data-format-2');
const OLD_INSPECTION = 'i5d1d8000ba231f9fd05e' as InspectionId;
const OLD_OTHER = 'd79132ba39388' as DeviceId;
const OLD_OWN = 'd37a66b6256d1' as DeviceId;

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

const file = (name = 'p.ysb'): string => join(world.path, name);
const DEVICE_E = 'device-e' as DeviceId;
const override: Draft = {
  type: 'override.set',
  payload: { target: '1', override: { result: '符合', reason: '伪造', by: '李四' } },
};

interface Forgery {
  /** Whose stream is forged. */
  readonly device: DeviceId;
  readonly drafts: readonly Draft[];
  /** Who packs it. */
  readonly signer?: KeyObject;
  /** Who signs the forged head; absent: nobody. */
  readonly voucher?: KeyObject;
  /** Signs the head of another inspection instead. */
  readonly otherInspection?: InspectionId;
  readonly manifestDevice?: DeviceId;
}

/** The package in `from` with one stream gone on under its device's name, packed by device E. */
async function forge(from: string, to: string, inspection: InspectionId, forgery: Forgery): Promise<void> {
  const content = await contentOf(file(from));
  const path = pathOf({ is: 'stream', inspection, device: forgery.device });
  const before = content.get(path) ?? Buffer.alloc(0);
  const id = { inspection, device: forgery.device };
  const { bytes, head: end } = goneOn(before, id, forgery.drafts);
  content.set(path, bytes);
  const vouchers: Record<string, Voucher> = {};
  if (forgery.voucher !== undefined) {
    const signed = { ...id, inspection: forgery.otherInspection ?? inspection };
    vouchers[forgery.device] = voucherBy(forgery.voucher, signed, end);
  }
  const made = resigned(
    content,
    forgery.signer ?? anyKey(),
    (body) => {
      const heads = structuredClone(body.heads);
      const forged = heads[forgery.device];
      if (forged !== undefined) forged.voucher = vouchers[forgery.device] ?? null;
      return { ...body, heads, device: forgery.manifestDevice ?? DEVICE_E };
    },
    vouchers,
  );
  await writeFile(file(to), rawZip(entriesOf(made)));
}

async function expectRefused(here: Host, id: InspectionId, of: DeviceId, refused: string): Promise<void> {
  const before = await standing(here, id);
  const seen = valueOf(await preview(here, file('forged.ysb')));
  expect(seen.streams.find(({ device }) => device === of)).toMatchObject({ refused, events: 0 });
  expect(valueOf(await take(here, file('forged.ysb'))).events).toBe(0);
  expect(await standing(here, id)).toEqual(before);
}

describe('a stream that somebody else continues', () => {
  it('[LG24] this computer’s own: refused, its id stays, its true continuation goes on', async () => {
    const { a, b, id } = await sharedInspection(world);
    const [own, signer] = [deviceOf(a), anyKey()];
    for (const voucher of [undefined, anyKey()]) {
      await forge('b.ysb', 'forged.ysb', id, { device: own, drafts: [override], signer, ...(voucher && { voucher }) });
      await expectRefused(a, id, own, 'package.stream-own');
    }
    expect(deviceOf(a)).toBe(own);
    await append(a, id, [note(3, '甲继续')]);
    await pack(a, id, file('a2.ysb'));
    expect(valueOf(await take(b, file('a2.ysb'))).events).toBe(1);
    expect(await standing(b, id)).toEqual(await standing(a, id));
  });

  it.each([
    ['nobody', 'package.stream-unsigned'],
    ['the packer', 'package.stream-key-changed'],
  ] as const)(
    '[LG24] [PK7] a forged 认定 in a known device’s stream, vouched for by %s: refused, and the true one still comes in',
    async (by, code) => {
      const { a, b, id } = await sharedInspection(world);
      const voucher = by === 'nobody' ? {} : { voucher: anyKey() };
      await forge('b.ysb', 'forged.ysb', id, { device: deviceOf(b), drafts: [override], ...voucher });
      await expectRefused(a, id, deviceOf(b), code);
      await append(b, id, [note(4, '乙真的继续')]);
      await pack(b, id, file('b2.ysb'));
      expect(valueOf(await take(a, file('b2.ysb'))).events).toBe(1);
      expect((await standing(a, id)).facts?.overrides).toEqual([]);
      expect(await standing(a, id)).toEqual(await standing(b, id));
    },
  );

  it('[LG24] the device’s own signature over another inspection vouches for nothing', async () => {
    const { a, b, id } = await sharedInspection(world);
    const [voucher, otherInspection] = [await keyOf(join(world.path, 'b')), 'inspection-9' as InspectionId];
    await forge('b.ysb', 'forged.ysb', id, { device: deviceOf(b), drafts: [override], voucher, otherInspection });
    const before = await standing(a, id);
    expect(await take(a, file('forged.ysb'))).toMatchObject({ error: { code: 'package.signature-invalid' } });
    expect(await standing(a, id)).toEqual(before);
  });

  it('[LG24] an older signed head with a shorter stream takes nothing away', async () => {
    const { a, b, id } = await sharedInspection(world);
    await append(b, id, [note(5, '后来')]);
    await pack(b, id, file('b2.ysb'));
    valueOf(await take(a, file('b2.ysb')));
    const before = await standing(a, id);
    expect(valueOf(await take(a, file('b.ysb')))).toMatchObject({ events: 0 });
    expect(await standing(a, id)).toEqual(before);
  });

  it('[LG24] whoever carries it: a third hands on what is signed, and it is taken as that device’s', async () => {
    const { a, b, id } = await sharedInspection(world);
    const c = await world.host('c');
    await pack(a, id, file('via-a.ysb'));
    const plan = valueOf(await take(c, file('via-a.ysb')));
    expect(plan.streams.map(({ by, refused }) => [by, refused])).toEqual([
      ['new', null],
      ['new', null],
    ]);
    await append(b, id, [note(6, '再写')]);
    await pack(b, id, file('b3.ysb'));
    expect(valueOf(await take(c, file('b3.ysb')))).toMatchObject({ events: 1, signer: { standing: 'known' } });
  });
});

describe('two keys under one device id', () => {
  it('[LG25] a stream taken for an unknown device’s gives way to the true one once somebody settles on its key', async () => {
    const { a, b, id } = await sharedInspection(world);
    const c = await world.host('c');
    // C knows nothing of B: E forges B's stream with a key of its own, and C takes it for B's.
    const key = anyKey();
    await forge('b.ysb', 'forged.ysb', id, { device: deviceOf(b), drafts: [override], voucher: key });
    expect(valueOf(await take(c, file('forged.ysb'))).streams.map(({ refused }) => refused)).toEqual([null, null]);
    expect((await standing(c, id)).facts?.overrides).toHaveLength(1);
    await append(b, id, [note(7, '真的')]);
    await pack(b, id, file('b2.ysb'));
    const api = directApi(c.call, (listener) => c.on(listener));
    const offered = valueOf(await c.parts.packages.desk.offer(file('b2.ysb')));
    const seen = valueOf(await preview(c, file('b2.ysb')));
    expect(seen.signer).toMatchObject({ device: deviceOf(b), standing: 'changed' });
    const wrong = { package: offered.package, device: deviceOf(b), fingerprint: hashText('another') };
    expect(await api.call('package:settle-key', wrong)).toMatchObject({ error: { code: 'package.key-changed' } });
    valueOf(await api.call('package:settle-key', { ...wrong, fingerprint: seen.signer.fingerprint }));
    const plan = valueOf(await take(c, file('b2.ysb')));
    expect(plan.streams.find(({ device }) => device === deviceOf(b))).toMatchObject({ is: 'replace', by: 'known' });
    valueOf(await take(a, file('b2.ysb')));
    expect(await standing(c, id)).toEqual(await standing(a, id));
    // Nothing is lost: what was there is kept aside.
    expect(await readdir(join(world.path, 'c', 'damaged'))).toHaveLength(1);
    const [listed] = valueOf(await c.parts.inspections.list());
    expect(listed?.damage).toBeNull();
  });

  it('[LG25] this computer’s own id is never settled on another key', async () => {
    const { a, id } = await sharedInspection(world);
    const key = anyKey();
    await forge('b.ysb', 'forged.ysb', id, { device: deviceOf(a), drafts: [override], voucher: key });
    const [offered, seen] = [
      valueOf(await a.parts.packages.desk.offer(file('forged.ysb'))),
      valueOf(await preview(a, file('forged.ysb'))),
    ];
    const stream = seen.streams.find(({ device }) => device === deviceOf(a));
    expect(stream?.canSettle).toBe(false);
    const api = directApi(a.call, (listener) => a.on(listener));
    const asked = { package: offered.package, device: deviceOf(a), fingerprint: stream?.fingerprint ?? hashText('') };
    expect(await api.call('package:settle-key', asked)).toMatchObject({ error: { code: 'package.key-changed' } });
  });
});

describe('an import that was cut short', () => {
  it('[PK11] whose note makes no sense is believed: better one import too many than a part taken for the whole', async () => {
    const { a, id } = await sharedInspection(world);
    await mkdir(join(world.path, 'a', 'imports'), { recursive: true });
    await writeFile(join(world.path, 'a', 'imports', `${id}.json`), 'garbage');
    const api = directApi(a.call, (listener) => a.on(listener));
    const [listed] = valueOf(await api.call('inspection:list', {}));
    expect(listed?.damage?.code).toBe('package.import-unfinished');
  });
});

describe('what an earlier version wrote', () => {
  it('[LG24] a package of the first format is taken once by whoever knows nothing of its devices, as unsigned', async () => {
    const fresh = await world.host('fresh');
    const plan = valueOf(await take(fresh, join(FIXTURE, 'package-1.ysb')));
    expect(plan.streams.map(({ by, refused, events }) => [by, refused, events])).toEqual([
      ['unsigned', null, 4],
      ['unsigned', null, 2],
    ]);
    const marks = await readFile(join(world.path, 'fresh', 'vouched', `${OLD_INSPECTION}.json`), 'utf8');
    expect(Object.keys(JSON.parse(marks).unsigned)).toEqual([OLD_OWN, OLD_OTHER]);
    // Nobody can tell who wrote what comes later; what only repeats is harmless.
    const later = valueOf(await take(fresh, join(FIXTURE, 'package-1-later.ysb')));
    expect(later.streams.map(({ refused, events }) => [refused, events])).toEqual([
      [null, 0],
      ['package.stream-unsigned', 0],
    ]);
  });

  it('[LG17] [LG24] a data folder of format 2 opens, keeps every event, and signs its own streams when they leave', async () => {
    await cp(join(FIXTURE, 'data'), join(world.path, 'old'), { recursive: true });
    const old = await world.host('old');
    const golden = JSON.parse(await readFile(join(FIXTURE, 'fold.json'), 'utf8'));
    expect((await standing(old, OLD_INSPECTION)).heads).toEqual(golden[OLD_INSPECTION].heads);
    expect(JSON.parse(await readFile(join(world.path, 'old', 'format.json'), 'utf8'))).toEqual({ format: 3 });
    const marks = JSON.parse(await readFile(join(world.path, 'old', 'vouched', `${OLD_INSPECTION}.json`), 'utf8'));
    expect(Object.keys(marks.unsigned)).toEqual([OLD_OTHER]);
    await append(old, OLD_INSPECTION, [note(9, '升级以后')]);
    await pack(old, OLD_INSPECTION, file('old.ysb'));
    const fresh = await world.host('fresh');
    const plan = valueOf(await take(fresh, file('old.ysb')));
    const by = new Map(plan.streams.map((stream) => [stream.device, stream.by]));
    expect([by.get(OLD_OWN), by.get(OLD_OTHER), by.get(deviceOf(old))]).toEqual(['new', 'unsigned', 'new']);
    expect(await standing(fresh, OLD_INSPECTION)).toEqual(await standing(old, OLD_INSPECTION));
  });

  it('[LG24] a record of signatures that was lost costs the signatures, no event', async () => {
    const { a, id } = await sharedInspection(world);
    await world.close(a);
    await rm(join(world.path, 'a', 'vouched'), { recursive: true });
    const again = await world.host('a');
    await pack(again, id, file('a3.ysb'));
    const c = await world.host('c');
    const plan = valueOf(await take(c, file('a3.ysb')));
    expect(plan.streams.map(({ by }) => by).toSorted()).toEqual(['new', 'unsigned']);
    expect(await standing(c, id)).toEqual(await standing(again, id));
  });
});
