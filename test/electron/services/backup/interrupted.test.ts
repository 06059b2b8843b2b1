import { renameSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { BackupPhase } from '#shared/host/backup-records.ts';
import type { Job } from '#shared/host/job-records.ts';
import { addPhoto, apiOf, eventsOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { backupJobs, endedJob } from '#test/support/job.ts';
import { mountDisk, remountDisk, unmountDisk } from '#test/support/small-disk.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let now = Date.UTC(2024, 7, 1);
beforeEach(async () => {
  folder = await tempFolder();
  await mkdir(at('stick'));
});
afterEach(() => folder.drop());

const PHOTOS = 8;
const at = (...names: readonly string[]): string => join(folder.path, ...names);
const stick = (...names: readonly string[]): string => at('stick', 'workbench-backups', ...names);

/** A host whose backups go to the stick. */
async function open(name: string, options: Partial<HostOptions> = {}): Promise<Host> {
  const host = await openHost(at(name), { now: () => (now += 1000), ...options });
  valueOf(await apiOf(host).call('backup:use-folder', { folder: at('stick') }));
  return host;
}

async function openFilled(name: string) {
  const host = await open(name);
  const inspection = await openSample(host);
  valueOf(await save(host, inspection, '丢不得'));
  for (let index = 0; index < PHOTOS; index += 1) valueOf(await addPhoto(host, `${name} ${index}`));
  return { host, inspection };
}

/** Does something in the middle of a job: when its phase has come so far. */
function inTheMiddle(host: Host, kind: Job['kind'], phase: BackupPhase, done: number, task: (job: Job) => void): void {
  let isOver = false;
  const stop = host.on((event) => {
    if (isOver || event.type !== 'job' || event.job.kind !== kind) return;
    if (event.job.phase !== phase || event.job.done < done) return;
    isOver = true;
    stop();
    task(event.job);
  });
}

const cancel = (host: Host) => (job: Job) => host.parts.jobs.cancel(job.id);

/** Every file below a folder, by its path within. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
const drafts = async (): Promise<string[]> => (await filesIn(at('stick'))).filter((path) => path.includes('.draft-'));

describe('a backup as a job', () => {
  it('says what it does and how far it is', async () => {
    const { host } = await openFilled('data');
    const phases = new Map<string, number>();
    host.on((event) => event.type === 'job' && phases.set(event.job.phase, event.job.total));
    valueOf(await backupJobs(apiOf(host)).run());
    expect([...phases.keys()].filter((phase) => phase !== '')).toEqual(['collect', 'originals', 'write', 'check']);
    expect(phases.get('originals')).toBe(PHOTOS);
    await host.close();
  });

  it.each(['collect', 'originals', 'write', 'check'] as const)(
    'called off while it does %s leaves no generation and no draft; the next one is whole',
    async (phase) => {
      const { host } = await openFilled('data');
      inTheMiddle(host, 'backup', phase, 0, cancel(host));
      const started = valueOf(await apiOf(host).call('backup:run', {}));
      expect((await endedJob(apiOf(host), started.job)).state).toEqual({ is: 'cancelled' });
      expect(valueOf(await apiOf(host).call('backup:list', {})).generations).toEqual([]);
      expect(await drafts()).toEqual([]);
      expect(valueOf(await apiOf(host).call('backup:state', {}))).toMatchObject({ last: null, failure: null });
      const { name, photos } = valueOf(await backupJobs(apiOf(host)).run());
      expect(photos).toBe(PHOTOS);
      const { broken } = valueOf(await backupJobs(apiOf(host)).check(name));
      expect(broken).toEqual({ streams: 0, originals: 0, others: 0 });
      await host.close();
    },
  );

  it('whose folder goes away in the middle says so, and makes no folder in its place', async () => {
    const { host } = await openFilled('data');
    inTheMiddle(host, 'backup', 'originals', PHOTOS / 2, () => renameSync(at('stick'), at('away')));
    const failed = await backupJobs(apiOf(host)).run();
    expect(failed).toMatchObject({ ok: false, error: { code: 'backup.folder-gone', detail: { folder: at('stick') } } });
    expect((await readdir(folder.path)).toSorted()).toEqual(['away', 'data']);
    renameSync(at('away'), at('stick'));
    expect(valueOf(await backupJobs(apiOf(host)).run())).toMatchObject({ photos: PHOTOS });
    await host.close();
  });

  it('onto a disk that fills up fails by code, leaves nothing behind, and works once there is room', async (context) => {
    if (!mountDisk(at('stick'), 'size=1m')) return context.skip('mounting a small disk needs the administrator');
    try {
      const host = await open('data', { disk: { reserveBytes: 0, freeBytes: async () => null } });
      await openSample(host);
      for (let index = 0; index < 4; index += 1) valueOf(await addPhoto(host, `${index}`.repeat(400_000)));
      const full = await backupJobs(apiOf(host)).run();
      expect(full).toEqual({ ok: false, error: { code: 'backup.write-failed', detail: { reason: 'ENOSPC' } } });
      expect(valueOf(await apiOf(host).call('backup:list', {})).generations).toEqual([]);
      expect(await drafts()).toEqual([]);
      remountDisk(at('stick'), 'size=16m');
      expect(valueOf(await backupJobs(apiOf(host)).run())).toMatchObject({ photos: 4 });
      await host.close();
    } finally {
      unmountDisk(at('stick'));
    }
  });
});

describe('a restore as a job', () => {
  it.each(['originals', 'inspections'] as const)(
    'called off during %s has only added whole things, and is finished by doing it again',
    async (phase) => {
      const { host, inspection } = await openFilled('data');
      const events = await eventsOf(host, inspection);
      const { name } = valueOf(await backupJobs(apiOf(host)).run());
      await host.close();
      const fresh = await open('fresh');
      inTheMiddle(fresh, 'restore', phase, phase === 'originals' ? PHOTOS / 2 : 0, cancel(fresh));
      expect(await backupJobs(apiOf(fresh)).restore(name)).toMatchObject({ error: { code: 'backup.cancelled' } });
      expect(valueOf(await apiOf(fresh).call('inspection:list', {}))).toEqual([]);
      const photos = await filesIn(at('fresh', 'photos'));
      expect(photos).toHaveLength(phase === 'originals' ? PHOTOS / 2 : PHOTOS);
      expect(photos.filter((path) => path.endsWith('.tmp'))).toEqual([]);
      const rest = valueOf(await backupJobs(apiOf(fresh)).restore(name));
      expect(rest).toMatchObject({ events: events.length, photos: PHOTOS - photos.length, unsound: 0 });
      expect(await eventsOf(fresh, inspection)).toEqual(events);
      expect(valueOf(await backupJobs(apiOf(fresh)).preview(name))).toMatchObject({ events: 0, photos: 0, same: 1 });
      await fresh.close();
    },
  );

  it('puts right a photo that is damaged here', async () => {
    const { host } = await openFilled('data');
    const { name } = valueOf(await backupJobs(apiOf(host)).run());
    const [photo = ''] = await filesIn(at('data', 'photos'));
    const sound = await readFile(photo);
    // The backup has the same file by another name: what is damaged must be this one alone.
    await rm(photo);
    await writeFile(photo, 'rot');
    const plan = { events: 0, photos: 1, repaired: 1, photoBytes: sound.length };
    expect(valueOf(await backupJobs(apiOf(host)).preview(name))).toMatchObject(plan);
    expect(valueOf(await backupJobs(apiOf(host)).restore(name))).toMatchObject(plan);
    expect(await readFile(photo)).toEqual(sound);
    await host.close();
  });
});

describe('checking a backup', () => {
  it('finds a flipped byte wherever it is; the next backup is sound again', async () => {
    const { host } = await openFilled('data');
    const { name } = valueOf(await backupJobs(apiOf(host)).run());
    const files = (await filesIn(stick())).filter((path) => !path.endsWith('manifest.json'));
    const kinds = ['.jsonl', 'settings.json', '/photos/'].map((part) => files.find((path) => path.includes(part)));
    for (const path of kinds) {
      const bytes = await readFile(path ?? '');
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await rm(path ?? '');
      await writeFile(path ?? '', bytes);
    }
    const checked = valueOf(await backupJobs(apiOf(host)).check(name));
    expect(checked).toEqual({
      generation: name,
      files: files.length,
      broken: { streams: 1, originals: 1, others: 1 },
    });
    const next = valueOf(await backupJobs(apiOf(host)).run());
    expect(next.name).not.toBe(name);
    const { broken } = valueOf(await backupJobs(apiOf(host)).check(next.name));
    expect(broken).toEqual({ streams: 0, originals: 0, others: 0 });
    await host.close();
  });
});

describe('two machines with one folder', () => {
  it('back up at the same time, keep to their own, and each can restore the other’s', async () => {
    const [one, other] = [await openFilled('one'), await openFilled('other')];
    const shared = valueOf(await addPhoto(one.host, 'on both'));
    valueOf(await addPhoto(other.host, 'on both'));
    const run = (host: Host) => backupJobs(apiOf(host)).run();
    const [first, second] = (await Promise.all([run(one.host), run(other.host)])).map(valueOf);
    expect(first?.device).not.toBe(second?.device);
    for (const { host, inspection } of [one, other]) {
      for (let index = 0; index < 7; index += 1) {
        valueOf(await save(host, inspection, `${index}`));
        valueOf(await run(host));
      }
    }
    const { generations } = valueOf(await apiOf(one.host).call('backup:list', {}));
    const kept = (device: unknown) => generations.filter((generation) => generation.device === device).length;
    expect([first, second].map((made) => kept(made?.device))).toEqual([5, 5]);
    expect(await drafts()).toEqual([]);
    const latest = generations.find(({ device }) => device === second?.device);
    const restored = valueOf(await backupJobs(apiOf(one.host)).restore(latest?.name ?? ''));
    expect(restored).toMatchObject({ photos: PHOTOS, inspections: [{ id: other.inspection }], unsound: 0 });
    expect(await eventsOf(one.host, other.inspection)).toEqual(await eventsOf(other.host, other.inspection));
    expect((await one.host.findFile(shared.sha256)).ok).toBe(true);
    await one.host.close();
    await other.host.close();
  });
});
