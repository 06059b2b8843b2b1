import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { anyKey, keyOf, voucherBy } from '#test/electron/services/package/forge.ts';
import {
  append,
  deviceOf,
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
import { stickOf } from './stick.ts';

let world: World;
let stick: ReturnType<typeof stickOf>;
beforeEach(async () => {
  world = await newWorld();
  stick = stickOf(world);
});
afterEach(() => world.end());

const at = (...names: readonly string[]): string => join(world.path, ...names);

/** B knows A, and A has B's stream; A has gone on since, was backed up, and its folder is gone. */
async function deadLaptop() {
  const { a, b, id } = await sharedInspection(world);
  await append(a, id, [note(3, '甲的最后一条')]);
  const generation = await stick.backUp(a);
  const [dead, key] = [deviceOf(a), await keyOf(at('a'))];
  const before = await standing(a, id);
  await world.close(a);
  await rm(at('a'), { recursive: true });
  return { b, id, generation, dead, key, before };
}

/** What a colleague makes of the dead device's stream in a package of the restored folder. */
async function verdict(from: Host, to: Host, id: InspectionId, dead: DeviceId) {
  await pack(from, id, at('restored.ysb'));
  const plan = valueOf(await take(to, at('restored.ysb')));
  const { by, refused, events } = plan.streams.find(({ device }) => device === dead) ?? {};
  return { by, refused, events };
}

describe('the streams of a device that is gone', () => {
  it('[BK7] [LG24] restored elsewhere they leave under its own signature, and whoever knew its key takes them in', async () => {
    const { b, id, generation, dead, before } = await deadLaptop();
    const c = await world.host('c');
    await stick.restore(c, generation);
    expect(await standing(c, id)).toEqual(before);
    await append(c, id, [note(4, '在新电脑上继续')]);
    expect(await verdict(c, b, id, dead)).toEqual({ by: 'known', refused: null, events: 1 });
    expect(await standing(b, id)).toEqual(await standing(c, id));
  });

  it('[BK7] they are handed on by the next backup, too, with those of colleagues', async () => {
    const { b, id, generation, dead } = await deadLaptop();
    const [c, d, e] = [await world.host('c'), await world.host('d'), await world.host('e')];
    await stick.restore(c, generation);
    await stick.restore(d, await stick.backUp(c));
    expect(await verdict(d, e, id, deviceOf(b))).toMatchObject({ by: 'new', refused: null });
    expect(await verdict(d, b, id, dead)).toEqual({ by: 'known', refused: null, events: 1 });
  });

  it('[BK7] one that is damaged here leaves with what its device signed of the part that is whole', async () => {
    const { a, b, id } = await sharedInspection(world);
    for (const words of [['甲的一条'], ['甲的又一条', '甲的最后一条']]) {
      for (const said of words) await append(a, id, [note(3, said)]);
      await pack(a, id, at('again.ysb'));
      valueOf(await take(b, at('again.ysb')));
    }
    const device = deviceOf(a);
    await world.close(b);
    const stream = at('b', 'inspections', id, `${device}.jsonl`);
    const lines = (await readFile(stream, 'utf8')).trimEnd().split('\n');
    await writeFile(stream, `${lines.slice(0, -1).join('\n')}\n`);
    const generation = await stick.backUp(await world.host('b'));
    const reach: unknown[] = [];
    await stick.change(generation, (streams) => {
      for (const one of streams) if (one.device === device) reach.push(one.events, one.voucher?.seq);
    });
    // The last two came as one write, which counts whole or not at all.
    expect(reach).toEqual([lines.length - 2, lines.length - 2]);
  });

  it('[BK7] whoever restored them knows its key from then on', async () => {
    const { generation, dead, key } = await deadLaptop();
    const c = await world.host('c');
    await stick.restore(c, generation);
    const trust = JSON.parse(await readFile(at('c', 'known-devices.json'), 'utf8'));
    expect(trust.devices[dead].key).toBe(key.export({ format: 'jwk' }).x);
  });

  it('[BK7] a generation of an earlier version is restored as ever', async () => {
    const { b, id, generation, dead, before } = await deadLaptop();
    await stick.change(generation, (streams) => {
      for (const stream of streams) delete stream.voucher;
    });
    const c = await world.host('c');
    await stick.restore(c, generation);
    expect(await standing(c, id)).toEqual(before);
    expect(await verdict(c, b, id, dead)).toMatchObject({ by: 'unsigned', refused: 'package.stream-unsigned' });
  });

  type Change = (head: SignedHead, stream: { inspection: InspectionId; device: DeviceId }) => object;
  it.each<[string, Change]>([
    ['makes no sense', () => ({ seq: 'x' })],
    [
      'was changed',
      (head) => ({ ...head, signature: `${head.signature.startsWith('A') ? 'B' : 'A'}${head.signature.slice(1)}` }),
    ],
    [
      'is over another event',
      (head, stream) => {
        const other = { seq: head.seq - 1, hash: head.hash };
        return { ...other, ...voucherBy(anyKey(), stream, other) };
      },
    ],
  ])('[BK7] a signature in a backup that %s vouches for nothing and stops nothing', async (_, change) => {
    const { id, generation, dead, before } = await deadLaptop();
    await stick.change(generation, (streams) => {
      for (const stream of streams) {
        if (stream.device !== dead || !stream.voucher) continue;
        Object.assign(stream, { voucher: change(stream.voucher, { inspection: id, device: dead }) });
      }
    });
    const c = await world.host('c');
    await stick.restore(c, generation);
    expect(await standing(c, id)).toEqual(before);
    const trust = JSON.parse(await readFile(at('c', 'known-devices.json'), 'utf8'));
    expect(Object.keys(trust.devices)).not.toContain(dead);
    const vouched = JSON.parse(await readFile(at('c', 'vouched', `${id}.json`), 'utf8'));
    expect(Object.keys(vouched.streams)).not.toContain(dead);
  });
});

it('[BK7] a key that cannot be read stops no backup, and makes no new generation of what is signed already', async () => {
  const a = await world.host('a');
  const id = await newInspection(a, 0);
  const signed = await stick.backUp(a);
  expect(await stick.backUp(a)).toEqual(signed);
  await world.close(a);
  const [name = ''] = (await readdir(at('a'))).filter((file) => file.startsWith('device-key.'));
  await writeFile(at('a', name), 'garbage');
  const again = await world.host('a');
  expect(await stick.backUp(again)).toEqual(signed);
  await append(again, id, [note(5, '没有签名')]);
  const unsigned = await stick.backUp(again);
  expect(unsigned).toMatchObject({ faults: [], events: signed.events + 1 });
  expect(await stick.backUp(again)).toEqual(unsigned);
});
