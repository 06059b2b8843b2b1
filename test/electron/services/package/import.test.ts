import { randomBytes } from 'node:crypto';
import { promises } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFault } from '#electron/services/disk/system-error.ts';
import type { Host } from '#electron/services/host/host.ts';
import { PackageToken } from '#shared/host/package-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { apiOf } from '#test/electron/services/sample-host.ts';
import { productOf } from '#test/support/job.ts';
import { contentOf } from './forge.ts';
import { addPhoto, append, newInspection, newWorld, note, pack, runWork, standing, take } from './package-world.ts';
import type { World } from './package-world.ts';
import { valueOf } from './value-of.ts';

const trueRename = promises.rename;

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(async () => {
  promises.rename = trueRename;
  syncBuiltinESMExports();
  await world.end();
});

const file = (name = 'a.ysb'): string => join(world.path, name);
const listOf = (host: Host): Promise<unknown> => host.call('inspection:list', {});

/** A package with the streams of two devices. */
async function twoStreams(): Promise<InspectionId> {
  const [a, b] = [await world.host('a'), await world.host('b')];
  const id = await newInspection(a, 3);
  await pack(a, id, file('first.ysb'));
  valueOf(await take(b, file('first.ysb')));
  await append(b, id, [note(2, 'b 写的')]);
  await addPhoto(b, id, 'b.png');
  await pack(b, id, file());
  return id;
}

describe('an import that is cut short', () => {
  it('[PK11] is shown as unfinished until it is done again', async () => {
    const id = await twoStreams();
    const b = await world.host('other');
    valueOf(await take(b, file()));
    const whole = await standing(b, id);
    // As a crash leaves it between the two streams: the goal is noted, and only the first stream is there.
    const again = await world.host('c');
    valueOf(await take(again, file('first.ysb')));
    await mkdir(join(world.path, 'c', 'imports'), { recursive: true });
    const goal = JSON.stringify({ root: '0'.repeat(64), goal: whole.heads });
    await writeFile(join(world.path, 'c', 'imports', `${id}.json`), goal);
    expect(await listOf(again)).toMatchObject({ value: [{ id, damage: { code: 'package.import-unfinished' } }] });
    valueOf(await take(again, file()));
    expect(await listOf(again)).toMatchObject({ value: [{ id, damage: null }] });
    expect(await standing(again, id)).toEqual(whole);
  });

  it('[PK12] cancelled while it stores originals, it has brought no event, and doing it again finishes it', async () => {
    const id = await twoStreams();
    const c = await world.host('c');
    for (let round = 1; round <= 2; round += 1) {
      const stop = new AbortController();
      const progress = (phase: string) => {
        if (phase === 'store') stop.abort();
      };
      const cut = await c.parts.packages.import(file())({ progress, signal: stop.signal });
      expect(cut).toMatchObject({ error: { code: 'package.cancelled' } });
      expect(valueOf(await c.parts.inspections.list())).toEqual([]);
    }
    expect(valueOf(await take(c, file()))).toMatchObject({ photos: 2, photosHeld: 4 });
    const whole = await world.host('whole');
    valueOf(await take(whole, file()));
    expect(await standing(c, id)).toEqual(await standing(whole, id));
  });

  it('[PK12] refused by a full disk before the first original', async () => {
    await twoStreams();
    const free = 900 * 1024 ** 2;
    const c = await world.host('c', { disk: { reserveBytes: 0, freeBytes: async () => free } });
    expect(await runWork(c.parts.packages.import(file()))).toMatchObject({
      error: { code: 'package.no-space', detail: { free: '900 MB', needed: '1 GB' } },
    });
    expect(valueOf(await c.parts.inspections.list())).toEqual([]);
  });
});

describe('an import that fails between two streams', () => {
  it('[PK11] is seen by everything that is done next: nothing is judged by what was in memory before', async () => {
    const id = await twoStreams();
    const others = [await world.host('d'), await world.host('e')];
    for (const [index, host] of others.entries()) {
      valueOf(await take(host, file(index === 0 ? 'a.ysb' : 'both.ysb')));
      await append(host, id, [note(3 + index, `${index}`)]);
      await pack(host, id, file('both.ysb'));
    }
    const c = await world.host('c');
    valueOf(await take(c, file()));
    const before = await standing(c, id);
    // Streams are taken in by name; something is in the way of the second one's draft.
    const [first = '', second = ''] = others.map((host) => host.parts.info().device).toSorted();
    await mkdir(join(world.path, 'c', 'inspections', id, `${second}.jsonl.tmp`));
    expect(await take(c, file('both.ysb'))).toMatchObject({ error: { code: 'journal.write-failed' } });
    const { heads, facts } = await standing(c, id);
    expect(Object.keys(heads).toSorted()).toEqual([...Object.keys(before.heads), first].toSorted());
    expect(Object.keys(facts?.notes ?? {})).toHaveLength(Object.keys(before.facts?.notes ?? {}).length + 1);
    expect(valueOf(await c.parts.inspections.open(id)).state.facts).toEqual(facts);
  });
});

describe('the streams of a package', () => {
  /** Every id that this host makes begins so. */
  const idsFrom = (start: string) => ({
    random: (bytes: number) => `${start}${randomBytes(bytes).toString('hex').slice(start.length)}`,
  });

  /** The disk fails where the `count`-th stream is to take its name. */
  function failStream(count: number): void {
    let left = count;
    promises.rename = async (from, to) => {
      if (String(to).endsWith('.jsonl')) left -= 1;
      if (left === 0) throw new DiskFault('EIO');
      return trueRename(from, to);
    };
    syncBuiltinESMExports();
  }

  it('[PK18] the one that begins the inspection comes first, whatever it is called: cut short, no part stands alone', async () => {
    const a = await world.host('a', idsFrom('ff'));
    const id = await newInspection(a, 0);
    await pack(a, id, file());
    for (const [index, name] of ['b', 'c'].entries()) {
      const host = await world.host(name, idsFrom(`0${index}`));
      valueOf(await take(host, file()));
      await append(host, id, [note(3 + index, name)]);
      await pack(host, id, file());
    }
    const d = await world.host('d');
    const devices = [...(await contentOf(file())).keys()].filter((path) => path.endsWith('.jsonl'));
    expect(devices.map((path) => path.split('/').at(-1)?.slice(1, 3))).toEqual(['00', '01', 'ff']);
    failStream(2);
    expect(await take(d, file())).toMatchObject({ error: { code: 'journal.write-failed' } });
    const begun = { id, damage: { code: 'package.import-unfinished' } };
    expect(valueOf(await d.parts.inspections.open(id)).state.facts.profile.community).toBe('学苑社区');
    expect(await listOf(d)).toMatchObject({ value: [begun] });
    promises.rename = trueRename;
    syncBuiltinESMExports();
    valueOf(await take(d, file()));
    expect((await standing(d, id)).facts?.notes).toMatchObject({ 3: 'b', 4: 'c' });
  });
});

describe('through the calls of the host', () => {
  it('a package goes from one window to another: exported, fetched, sent in pieces, looked at, imported', async () => {
    const [a, b] = [await world.host('a'), await world.host('b')];
    const id = await newInspection(a, 2);
    const exported = valueOf(await productOf(apiOf(a), await apiOf(a).call('package:export', { inspection: id })));
    const served = valueOf(await a.findFile(exported.sha256));
    expect(served).toMatchObject({ size: exported.size, mime: 'application/octet-stream' });
    const bytes = await readFile(served.path);
    const begun = await b.call('package:begin', { name: exported.name, bytes: bytes.length });
    const { package: token } = v.parse(v.object({ package: PackageToken }), valueOf(begun));
    const look = async () => productOf(apiOf(b), await apiOf(b).call('package:preview', { package: token }));
    const bring = async () => productOf(apiOf(b), await apiOf(b).call('package:import', { package: token }));
    expect(await b.call('package:preview', { package: token })).toMatchObject({
      error: { code: 'package.incomplete' },
    });
    for (let at = 0; at < bytes.length; at += 2000) {
      const sent = await b.call('package:receive', { package: token, at }, bytes.subarray(at, at + 2000));
      expect(sent).toMatchObject({ ok: true });
    }
    expect(await look()).toMatchObject({ ok: true, value: { photos: 2 } });
    expect(await bring()).toMatchObject({ ok: true, value: { photos: 2 } });
    expect(await standing(b, id)).toEqual(await standing(a, id));
    expect(await b.call('package:discard', { package: token })).toEqual({ ok: true, value: {} });
    expect(await b.call('package:preview', { package: token })).toMatchObject({ error: { code: 'package.not-found' } });
    await world.close(b);
    expect(await readdir(join(world.path, 'b'))).not.toContain('packages');
  });
});
