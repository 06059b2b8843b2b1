import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import {
  addPhoto as storePhoto,
  apiOf,
  eventsOf,
  openSample,
  save as saveNote,
  valueOf,
} from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { backupJobs } from '#test/support/job.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let now = Date.UTC(2024, 7, 1);
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const open = (name: string, options: Partial<HostOptions> = {}): Promise<Host> =>
  openHost(at(name), { now: () => (now += 1000), ...options });
const codeOf = (result: Result<unknown, ErrorCode>): string => (result.ok ? 'ok' : result.error.code);

const save = async (host: Host, inspection: InspectionId, text: string) =>
  valueOf(await saveNote(host, inspection, text));
const addPhoto = async (host: Host, text: string) => valueOf(await storePhoto(host, text));
const run = async (host: Host): Promise<Generation> => valueOf(await backupJobs(apiOf(host)).run());
const listed = async (host: Host) => valueOf(await apiOf(host).call('backup:list', {}));
const stateOf = async (host: Host) => valueOf(await apiOf(host).call('backup:state', {}));
const preview = async (host: Host, generation: string) => valueOf(await backupJobs(apiOf(host)).preview(generation));
const restore = async (host: Host, generation: string) => valueOf(await backupJobs(apiOf(host)).restore(generation));

/** A second folder, as on a stick, that a host's settings name. */
async function chooseStick(host: Host): Promise<string> {
  await mkdir(at('stick'), { recursive: true });
  valueOf(await apiOf(host).call('backup:use-folder', { folder: at('stick') }));
  return at('stick', 'workbench-backups');
}

const streamOf = async (root: string, inspection: InspectionId): Promise<string> => {
  const [name = ''] = await readdir(join(root, 'inspections', inspection));
  return join(root, 'inspections', inspection, name);
};

describe('a backup', () => {
  it('holds streams, catalogues, settings and originals, and is listed', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    const photo = await addPhoto(host, 'one');
    const root = await chooseStick(host);
    const made = await run(host);
    const events = await eventsOf(host, inspection);
    expect(made).toMatchObject({ inspections: 1, events: events.length, photos: 1, unsound: 0 });
    expect(await listed(host)).toEqual({ folder: root, generations: [made], unread: [] });
    const generation = join(root, 'generations', made.name);
    expect((await readdir(generation)).toSorted()).toEqual([
      'catalogues',
      'inspections',
      'manifest.json',
      'settings.json',
    ]);
    const stream = await streamOf(at('data'), inspection);
    expect(await readFile(await streamOf(generation, inspection))).toEqual(await readFile(stream));
    const original = ['photos', photo.sha256.slice(0, 2), photo.sha256];
    expect(await readFile(join(root, ...original))).toEqual(await readFile(at('data', ...original)));
    await host.close();
  });

  it('of nothing new makes no new generation', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    const first = await run(host);
    expect(await run(host)).toEqual(first);
    await save(host, inspection, '新的');
    expect((await run(host)).name).not.toBe(first.name);
    await host.close();
  });

  it('keeps five generations, and any older one that holds what the latest has not', async () => {
    const host = await open('data');
    const [kept, lost] = [await openSample(host), await openSample(host)];
    const full = await run(host);
    await rm(at('data', 'inspections', lost), { recursive: true });
    for (let index = 0; index < 7; index += 1) {
      await save(host, kept, `${index}`);
      await run(host);
    }
    const { generations } = await listed(host);
    expect(generations).toHaveLength(6);
    expect(generations.at(-1)).toEqual(full);
    expect(generations.slice(0, 5).every(({ inspections }) => inspections === 1)).toBe(true);
    await host.close();
  });

  it('leaves out an original whose bytes are no longer its own, and says so', async () => {
    const host = await open('data');
    const { sha256 } = await addPhoto(host, 'sound');
    const broken = await addPhoto(host, 'broken');
    await writeFile(at('data', 'photos', broken.sha256.slice(0, 2), broken.sha256), 'rot');
    expect(await run(host)).toMatchObject({ photos: 1, unsound: 1 });
    expect(await readdir(at('data', 'backups', 'photos'))).toEqual([sha256.slice(0, 2)]);
    await host.close();
  });

  it('a stick that is pulled out is said to be, gets no folder in its place, and works again when it is back', async () => {
    const host = await open('data');
    await openSample(host);
    await chooseStick(host);
    await rename(at('stick'), at('away'));
    const gone = { code: 'backup.folder-gone', detail: { folder: at('stick') } };
    expect(await backupJobs(apiOf(host)).run()).toEqual({ ok: false, error: gone });
    expect(codeOf(await apiOf(host).call('backup:list', {}))).toBe('backup.folder-gone');
    expect(await stateOf(host)).toMatchObject({ chosen: true, sameDisk: null, last: null, failure: gone });
    expect(await readdir(folder.path)).toEqual(['away', 'data']);
    await rename(at('away'), at('stick'));
    const { at: when } = await run(host);
    const last = { at: when, folder: at('stick', 'workbench-backups') };
    expect(await stateOf(host)).toMatchObject({ sameDisk: true, last, failure: null });
    await host.close();
  });

  it('is refused where it would fill the disk', async () => {
    const freeBytes = async () => 200 * 1024 ** 2;
    const host = await open('data', { disk: { reserveBytes: 0, freeBytes } });
    await openSample(host);
    const refused = await backupJobs(apiOf(host)).run();
    expect(refused).toEqual({
      ok: false,
      error: { code: 'backup.no-space', detail: { free: '200 MB', needed: '256 MB' } },
    });
    expect((await listed(host)).generations).toEqual([]);
    await host.close();
  });

  it('that was broken off counts for nothing and is cleared away by the next', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    const { name } = await run(host);
    const generations = at('data', 'backups', 'generations');
    await cp(join(generations, name), join(generations, `.draft-${name}`), { recursive: true });
    await cp(join(generations, name), join(generations, name.replace(/^\d{8}/, '20200101')), { recursive: true });
    await rm(join(generations, name.replace(/^\d{8}/, '20200101'), 'manifest.json'));
    expect((await listed(host)).generations.map((generation) => generation.name)).toEqual([name]);
    await save(host, inspection, '新的');
    await run(host);
    expect((await readdir(generations)).filter((entry) => entry.startsWith('.'))).toEqual([]);
    await host.close();
  });
});

describe('automatic backup', () => {
  const names = async () => (await readdir(at('data', 'backups', 'generations')).catch(() => [])).length;

  it('comes at the end of a run in which something changed, and of no other', async () => {
    const first = await open('data', { backUpEveryMs: 3_600_000 });
    const inspection = await openSample(first);
    await first.close();
    expect(await names()).toBe(1);
    await (await open('data', { backUpEveryMs: 3_600_000 })).close();
    expect(await names()).toBe(1);
    const second = await open('data', { backUpEveryMs: 3_600_000 });
    await save(second, inspection, '新的');
    await second.close();
    expect(await names()).toBe(2);
  });

  it('comes by itself while the program runs', async () => {
    const host = await open('data', { backUpEveryMs: 20 });
    await openSample(host);
    await expect.poll(names).toBeGreaterThan(0);
    await host.close();
  });
});

describe('a restore', () => {
  it('says before it does, then brings everything back into an empty data folder', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    await save(host, inspection, '丢不得');
    const photo = await addPhoto(host, 'one');
    const events = await eventsOf(host, inspection);
    await chooseStick(host);
    const { name } = await run(host);
    await host.close();
    await rm(at('data'), { recursive: true });
    const fresh = await open('other');
    await chooseStick(fresh);
    const plan = await preview(fresh, name);
    expect(plan).toMatchObject({
      generation: name,
      inspections: [{ id: inspection, community: '学苑社区', streams: [{ is: 'new', events: events.length }] }],
      events: events.length,
      photos: 1,
      photoBytes: photo.size,
      unsound: 0,
    });
    expect(valueOf(await apiOf(fresh).call('inspection:list', {}))).toEqual([]);
    expect(await restore(fresh, name)).toEqual(plan);
    expect(await eventsOf(fresh, inspection)).toEqual(events);
    expect((await fresh.findFile(photo.sha256)).ok).toBe(true);
    expect(await preview(fresh, name)).toMatchObject({ inspections: [], events: 0, photos: 0 });
    await fresh.close();
    const again = await open('other');
    expect(await eventsOf(again, inspection)).toEqual(events);
    await again.close();
  });

  it('continues a shorter stream, tells the window, and leaves a longer one as it is', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    const old = await run(host);
    await save(host, inspection, '一');
    await save(host, inspection, '二');
    const late = await run(host);
    const whole = await eventsOf(host, inspection);
    await host.close();
    await cp(at('data'), at('copy'), { recursive: true });
    const stream = await streamOf(at('copy'), inspection);
    const lines = (await readFile(stream, 'utf8')).split('\n');
    await writeFile(stream, `${lines.slice(0, -3).join('\n')}\n`);
    const copy = await open('copy');
    const told: unknown[] = [];
    copy.on((event) => event.type === 'journal' && told.push(event.inspection));
    expect(await eventsOf(copy, inspection)).toHaveLength(whole.length - 2);
    expect(await restore(copy, late.name)).toMatchObject({ events: 2, inspections: [{ streams: [{ is: 'longer' }] }] });
    expect(await eventsOf(copy, inspection)).toEqual(whole);
    expect(told).toEqual([inspection]);
    expect(await restore(copy, old.name)).toMatchObject({
      events: 0,
      inspections: [{ streams: [{ is: 'shorter', events: 0 }] }],
    });
    await save(copy, inspection, '三');
    await copy.close();
    const again = await open('copy');
    const [info] = valueOf(await apiOf(again).call('inspection:list', {}));
    expect(info).toMatchObject({ events: whole.length + 1, damage: null });
    await again.close();
  });

  it('reports a fork, touches neither side, and goes on under a device id of its own', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    await host.close();
    await cp(at('data'), at('copy'), { recursive: true });
    await (await open('copy')).close();
    // A disk cloned sector by sector: nothing tells the copy from what it is a copy of.
    const known = JSON.parse(await readFile(at('copy', 'device.json'), 'utf8'));
    const places = Object.fromEntries(Object.keys(known.places).map((place) => [place, known.former[0]]));
    await writeFile(at('copy', 'device.json'), JSON.stringify({ ...known, device: known.former[0], places }));
    const [one, other] = [await open('data'), await open('copy')];
    const stick = await chooseStick(one);
    await chooseStick(other);
    await save(one, inspection, '这边');
    await save(one, inspection, '这边又');
    await save(other, inspection, '那边');
    const { name } = await run(one);
    const stream = await streamOf(at('copy'), inspection);
    const before = await readFile(stream);
    const plan = { events: 0, inspections: [{ id: inspection, streams: [{ is: 'fork', events: 0 }] }] };
    expect(await restore(other, name)).toMatchObject(plan);
    expect(await readFile(stream)).toEqual(before);
    expect(await readdir(join(stick, 'generations'))).toEqual([name]);
    const all = await eventsOf(other, inspection);
    await save(other, inspection, '那边又');
    expect(new Set(all.map(({ device }) => device)).size).toBe(1);
    expect(new Set((await eventsOf(other, inspection)).map(({ device }) => device)).size).toBe(2);
    expect(await readFile(stream)).toEqual(before);
    await one.close();
    await other.close();
  });

  it('[LG20] repairs what is damaged here, says so before, and keeps the damaged file', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    const { name } = await run(host);
    await save(host, inspection, '备份之后');
    const whole = await eventsOf(host, inspection);
    await host.close();
    const stream = await streamOf(at('data'), inspection);
    const sound = await readFile(stream);
    const bytes = Buffer.from(sound);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(stream, bytes);
    const again = await open('data');
    const plan = { events: whole.length, inspections: [{ streams: [{ is: 'repair', events: whole.length }] }] };
    expect(await preview(again, name)).toMatchObject(plan);
    expect(await readFile(stream)).toEqual(bytes);
    expect(await restore(again, name)).toMatchObject(plan);
    // The event behind the damage, which the backup does not have, is still there.
    expect(await eventsOf(again, inspection)).toEqual(whole);
    const [kept = ''] = await readdir(at('data', 'damaged'));
    expect(await readFile(at('data', 'damaged', kept))).toEqual(bytes);
    expect(await preview(again, name)).toMatchObject({ events: 0 });
    await again.close();
    const last = await open('data');
    const [info] = valueOf(await apiOf(last).call('inspection:list', {}));
    expect(info).toMatchObject({ events: whole.length, damage: null });
    await last.close();
  });

  it('[LG20] writes nothing behind damage that the generation cannot mend', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    const { name } = await run(host);
    await save(host, inspection, '备份之后');
    await save(host, inspection, '又');
    await host.close();
    const stream = await streamOf(at('data'), inspection);
    const lines = (await readFile(stream, 'utf8')).split('\n');
    const broken = Buffer.from(lines.map((line, index) => (index === lines.length - 2 ? `x${line}` : line)).join('\n'));
    await writeFile(stream, broken);
    const again = await open('data');
    expect(await restore(again, name)).toMatchObject({
      inspections: [{ streams: [{ is: 'damaged-here', events: 0 }] }],
    });
    expect(await readFile(stream)).toEqual(broken);
    await again.close();
  });

  it('takes nothing that does not verify from the backup', async () => {
    const host = await open('data');
    const inspection = await openSample(host);
    await addPhoto(host, 'one');
    const root = await chooseStick(host);
    const { name } = await run(host);
    await host.close();
    for (const shelf of await readdir(join(root, 'photos'))) {
      for (const file of await readdir(join(root, 'photos', shelf))) {
        await rm(join(root, 'photos', shelf, file));
        await writeFile(join(root, 'photos', shelf, file), 'rot');
      }
    }
    const stream = await streamOf(join(root, 'generations', name), inspection);
    const bytes = await readFile(stream);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(stream, bytes);
    const fresh = await open('other');
    await chooseStick(fresh);
    expect(await restore(fresh, name)).toMatchObject({ inspections: [], events: 0, photos: 0, unsound: 2 });
    expect(valueOf(await apiOf(fresh).call('inspection:list', {}))).toEqual([]);
    await fresh.close();
  });
});
