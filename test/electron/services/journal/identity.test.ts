import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import { dataPaths } from '#electron/services/journal/data-folder.ts';
import { headsOfAll } from '#electron/services/journal/format-step.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { openFolder, taken } from './journal-events.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { hashText } from '#electron/services/disk/hash.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const open = (name: string, machine?: string): Promise<Host> =>
  openHost(at(name), machine === undefined ? {} : { machine });
const apiOf = (host: Host) => directApi(host.call, (listener) => host.on(listener));
const deviceOf = (host: Host): DeviceId => host.parts.info().device;

async function begin(host: Host): Promise<InspectionId> {
  const opened = await apiOf(host).call('inspection:open-sample', {});
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.id;
}

async function save(host: Host, inspection: InspectionId, indicator: number, text: string): Promise<void> {
  const drafts = [{ type: 'note.set' as const, payload: { indicator, text } }];
  const saved = await apiOf(host).call('inspection:append-events', { inspection, drafts });
  if (!saved.ok) throw new Error(saved.error.code);
}

async function eventsOf(host: Host, inspection: InspectionId) {
  const read = await apiOf(host).call('inspection:read-events', { inspection, seen: {} });
  if (!read.ok) throw new Error(read.error.code);
  return read.value.events;
}

/** Device of the folder when it is opened and closed again. */
async function deviceAt(name: string, machine?: string): Promise<DeviceId> {
  const host = await open(name, machine);
  await host.close();
  return deviceOf(host);
}

describe('where a device id is at home', () => {
  it('[LG18] a copy and what it is a copy of write under two ids, and both merge without a fork', async () => {
    const host = await open('data');
    const inspection = await begin(host);
    await host.close();
    await cp(at('data'), at('copy'), { recursive: true, preserveTimestamps: true });
    const [one, other] = [await open('data'), await open('copy')];
    await save(one, inspection, 1, '这边');
    await save(other, inspection, 2, '那边');
    await save(one, inspection, 3, '这边又');
    const union = [...(await eventsOf(one, inspection)), ...(await eventsOf(other, inspection))];
    await one.close();
    await other.close();
    await exchange('data', 'copy', inspection);
    for (const name of ['data', 'copy']) {
      const merged = await open(name);
      const state = fold(await eventsOf(merged, inspection));
      expect(state?.facts).toEqual(fold(union)?.facts);
      expect(state?.facts.notes).toMatchObject({ 1: '这边', 2: '那边', 3: '这边又' });
      expect(state?.conflicts).toEqual([]);
      expect(await apiOf(merged).call('inspection:list', {})).toMatchObject({ value: [{ damage: null }] });
      await merged.close();
    }
    expect(await headsOfAll(dataPaths(at('data')), hashText)).toEqual(
      await headsOfAll(dataPaths(at('copy')), hashText),
    );
  });

  it('[LG18] a copy says since when and why it has an id of its own', async () => {
    const host = await open('data');
    const first = deviceOf(host);
    await host.close();
    await cp(at('data'), at('copy'), { recursive: true });
    const device = await deviceAt('copy');
    const file = JSON.parse(await readFile(at('copy', 'device.json'), 'utf8'));
    expect(file).toMatchObject({ device, former: [first], begun: [{ why: 'first' }, { device, why: 'elsewhere' }] });
    const lines = (await readFile(at('copy', 'logs', 'host.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'device-began', device, reason: 'elsewhere' }),
    );
  });

  it('[LG18] a folder that is renamed, or opened again, keeps its id', async () => {
    const first = await deviceAt('data');
    expect(await deviceAt('data')).toBe(first);
    await rename(at('data'), at('renamed'));
    expect(await deviceAt('renamed')).toBe(first);
  });

  it('[LG18] a stick that goes to and fro has one id at each machine', async () => {
    const [home, away] = [await deviceAt('data', 'one'), await deviceAt('data', 'other')];
    expect(away).not.toBe(home);
    expect([await deviceAt('data', 'one'), await deviceAt('data', 'other')]).toEqual([home, away]);
  });

  it('[LG18] streams put back from elsewhere are read, and written behind under a new id', async () => {
    const host = await open('data');
    const inspection = await begin(host);
    const before = await eventsOf(host, inspection);
    await host.close();
    await cp(at('data', 'inspections'), at('kept'), { recursive: true });
    await rm(at('data', 'inspections'), { recursive: true });
    await cp(at('kept'), at('data', 'inspections'), { recursive: true });
    const again = await open('data');
    expect(deviceOf(again)).not.toBe(deviceOf(host));
    expect(await eventsOf(again, inspection)).toEqual(before);
    await again.close();
  });

  it('[LG18] a whole folder put back to an older state writes under a new id once it meets its own later events', async () => {
    const host = await open('data');
    const inspection = await begin(host);
    const device = deviceOf(host);
    await host.close();
    await cp(at('data'), at('yesterday'), { recursive: true });
    const later = await open('data');
    await save(later, inspection, 1, '今天');
    const whole = await eventsOf(later, inspection);
    await later.close();
    await cp(at('data'), at('stick'), { recursive: true });
    // Put back in place: nothing in the folder itself tells.
    await cp(at('yesterday'), at('data'), { recursive: true, force: true });
    expect(await deviceAt('data')).toBe(device);
    await exchange('stick', 'data', inspection);
    const again = await open('data');
    expect(deviceOf(again)).not.toBe(device);
    await save(again, inspection, 2, '又');
    const events = await eventsOf(again, inspection);
    expect(events.slice(0, whole.length)).toEqual(whole);
    expect(events.at(-1)?.device).toBe(deviceOf(again));
    await again.close();
  });

  it('[LG18] an unreadable device.json is kept, and a new id begins', async () => {
    const first = await deviceAt('data');
    await writeFile(at('data', 'device.json'), '{"device":');
    expect(await deviceAt('data')).not.toBe(first);
    const kept = (await readdir(at('data'))).filter((name) => name.startsWith('device.json.unreadable'));
    expect(kept).toHaveLength(1);
  });

  it('nothing in a data folder names a place on this machine', async () => {
    const host = await open('data');
    await begin(host);
    await apiOf(host).upload('evidence:store', { name: 'a.jpg' }, Buffer.from('\xff\xd8\xff one', 'latin1'));
    await apiOf(host).call('backup:run', {});
    await host.close();
    await deviceAt('data');
    for (const name of await readdir(at('data'), { recursive: true })) {
      if (!(await stat(at('data', name))).isFile() || name.startsWith('logs')) continue;
      expect((await readFile(at('data', name))).includes(folder.path), name).toBe(false);
    }
    await mkdir(at('elsewhere'));
    await rename(at('data'), at('elsewhere', 'data'));
    const moved = await openHost(at('elsewhere', 'data'));
    expect(await apiOf(moved).call('inspection:list', {})).toMatchObject({ value: [{ damage: null }] });
    await moved.close();
  });
});

/** Carries every stream of an inspection both ways, as a package or the hub does. */
async function exchange(one: string, other: string, inspection: InspectionId): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const target = await openFolder(at(to));
    const source = at(from, 'inspections', inspection);
    for (const name of await readdir(source)) {
      const id = { inspection, device: name.replace(/\.jsonl$/, '') as DeviceId };
      const { events, head } = scanStream(await readFile(join(source, name)), id, hashText);
      if (head === null) throw new Error('nothing to carry');
      const adopted = await taken(target, { ...id, after: null, events, head });
      expect(adopted.ok && adopted.value.is).not.toBe('fork');
    }
  }
}
