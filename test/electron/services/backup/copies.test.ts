import { link, mkdir, open as openFile, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';
import { TURNS } from '#electron/services/backup/verified.ts';
import type { Generation } from '#shared/host/backup-records.ts';
import { addPhoto as storePhoto, apiOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { backupJobs } from '#test/support/job.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let now = Date.UTC(2024, 7, 1);
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);
const open = (options: Partial<HostOptions> = {}): Promise<Host> =>
  openHost(at('data'), { now: () => (now += 1000), ...options });
const run = async (host: Host): Promise<Generation> => valueOf(await backupJobs(apiOf(host)).run());
const addPhoto = async (host: Host, text: string) => valueOf(await storePhoto(host, text));
const here = (sha256: string): string => at('data', 'photos', sha256.slice(0, 2), sha256);
const kept = (sha256: string): string => at('data', 'backups', 'photos', sha256.slice(0, 2), sha256);

/** Damages a file where it lies, as a program gone wild or a bad sector does: the same file, one bit of it other. */
async function flip(path: string): Promise<void> {
  const handle = await openFile(path, 'r+');
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, 3);
  buffer[0] = (buffer[0] ?? 0) ^ 1;
  await handle.write(buffer, 0, 1, 3);
  await handle.close();
}

describe('an original in the backup', () => {
  it('[BK1] on the disk of the data is a copy: what damages one in place leaves the other', async () => {
    const host = await open();
    const { sha256 } = await addPhoto(host, 'one');
    await run(host);
    const [one, other] = await Promise.all([stat(here(sha256)), stat(kept(sha256))]);
    expect([one.ino === other.ino, one.nlink, other.nlink]).toEqual([false, 1, 1]);
    const sound = await readFile(here(sha256));
    await flip(here(sha256));
    expect(await readFile(kept(sha256))).toEqual(sound);
    await host.close();
  });

  it('that an earlier version made a second name of the same file becomes a copy', async () => {
    const host = await open();
    const { sha256 } = await addPhoto(host, 'one');
    await mkdir(at('data', 'backups', 'photos', sha256.slice(0, 2)), { recursive: true });
    await link(here(sha256), kept(sha256));
    expect(await run(host)).toMatchObject({ photos: 1, unsound: 0, faults: [] });
    const [one, other] = await Promise.all([stat(here(sha256)), stat(kept(sha256))]);
    expect([one.ino === other.ino, one.nlink, other.nlink]).toEqual([false, 1, 1]);
    await host.close();
  });

  it('says so where there is no room to make such a copy, and is made one when there is', async () => {
    let free = 256 * 1024 ** 2 + 100_000;
    const host = await open({ disk: { reserveBytes: 0, freeBytes: async () => free } });
    const { sha256 } = await (async () => {
      free = 4 * 1024 ** 3;
      const stored = await addPhoto(host, 'x'.repeat(200_000));
      free = 256 * 1024 ** 2 + 100_000;
      return stored;
    })();
    await mkdir(at('data', 'backups', 'photos', sha256.slice(0, 2)), { recursive: true });
    await link(here(sha256), kept(sha256));
    const linked = { side: 'backup', place: 'photos', reason: 'linked', healed: false };
    expect(await run(host)).toMatchObject({ photos: 1, faults: [linked], faultCount: 1 });
    free = 4 * 1024 ** 3;
    expect(await run(host)).toMatchObject({ photos: 1, faults: [] });
    expect((await stat(kept(sha256))).nlink).toBe(1);
    await host.close();
  });

  it('[BK2] that is damaged here is put right from the backup, and the generation says so', async () => {
    const host = await open();
    const { sha256 } = await addPhoto(host, 'one');
    const sound = await readFile(here(sha256));
    const first = await run(host);
    await flip(here(sha256));
    const place = `photos/${sha256.slice(0, 2)}/${sha256}`;
    const made = await run(host);
    expect(made.name).not.toBe(first.name);
    expect(made).toMatchObject({
      photos: 1,
      unsound: 1,
      faults: [{ side: 'here', place, reason: 'damaged', healed: true }],
    });
    expect(await readFile(here(sha256))).toEqual(sound);
    expect(await readFile(kept(sha256))).toEqual(sound);
    expect(await readdir(at('data', 'damaged'))).toHaveLength(1);
    expect(await run(host)).toMatchObject({ photos: 1, unsound: 0, faults: [] });
    await host.close();
  });

  it('that is damaged in the backup comes there again from here, whatever its size', async () => {
    const host = await open();
    const { sha256 } = await addPhoto(host, 'one');
    const sound = await readFile(here(sha256));
    await run(host);
    await flip(kept(sha256));
    expect(await run(host)).toMatchObject({
      photos: 1,
      unsound: 0,
      faults: [{ side: 'backup', reason: 'damaged', healed: true }],
    });
    expect(await readFile(kept(sha256))).toEqual(sound);
    await host.close();
  });

  it('[BK2] that is damaged on both sides is told, and no copy of the damage takes the place of anything', async () => {
    const host = await open();
    const { sha256 } = await addPhoto(host, 'one');
    const first = await run(host);
    await flip(here(sha256));
    await flip(kept(sha256));
    const before = await readFile(kept(sha256));
    expect(await run(host)).toMatchObject({ photos: 0, unsound: 1, faults: [{ reason: 'damaged', healed: false }] });
    expect(await readFile(kept(sha256))).toEqual(before);
    const { generations } = valueOf(await apiOf(host).call('backup:list', {}));
    expect(generations.map(({ name }) => name)).toContain(first.name);
    await host.close();
  });

  it('[BK1] is read again within so many runs even where the file looks as it always did', async () => {
    const host = await open();
    const { sha256 } = await addPhoto(host, 'one');
    await run(host);
    await run(host);
    // What decays leaves no trace in the file's times; the record is told that it has seen the file as it is now.
    await flip(kept(sha256));
    const { size, mtimeNs, ctimeNs } = await stat(kept(sha256), { bigint: true });
    const record = at('data', 'originals-verified.json');
    const known = JSON.parse(await readFile(record, 'utf8'));
    await writeFile(record, JSON.stringify({ ...known, kept: { [sha256]: `${size}-${mtimeNs}-${ctimeNs}` } }));
    const found: string[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) found.push(...(await run(host)).faults.map(({ reason }) => reason));
    expect(found).toEqual(['damaged']);
    expect((await run(host)).photos).toBe(1);
    await host.close();
  });

  it('[BK4] of which only the backup has a sound one stays in a generation that restores it', async () => {
    const host = await open();
    const inspection = await openSample(host);
    const { sha256 } = await addPhoto(host, 'lost');
    const first = await run(host);
    await rm(here(sha256));
    for (let index = 0; index < 7; index += 1) {
      valueOf(await save(host, inspection, `${index}`));
      await run(host);
    }
    const { generations } = valueOf(await apiOf(host).call('backup:list', {}));
    expect(generations).toHaveLength(6);
    expect(generations.at(-1)).toEqual(first);
    expect(valueOf(await backupJobs(apiOf(host)).restore(first.name))).toMatchObject({ photos: 1, unsound: 0 });
    expect((await host.findFile(sha256)).ok).toBe(true);
    await host.close();
  });
});

describe('generations', () => {
  const DAY = 24 * 3_600_000;

  it('[BK5] follow each other as they were made, whatever the clock said', async () => {
    let clock = Date.UTC(2034, 7, 1);
    const host = await open({ now: () => clock });
    const inspection = await openSample(host);
    const ahead = await run(host);
    clock = Date.UTC(2024, 7, 1);
    valueOf(await save(host, inspection, '时钟拨回之后'));
    const back = await run(host);
    clock += DAY;
    expect(await run(host)).toEqual(back);
    const { generations } = valueOf(await apiOf(host).call('backup:list', {}));
    expect(generations.map(({ name }) => name)).toEqual([back.name, ahead.name]);
    await host.close();
  });

  it('of earlier versions, which have no count, are older than any that has', async () => {
    const host = await open();
    const inspection = await openSample(host);
    const { name } = await run(host);
    const path = at('data', 'backups', 'generations', name, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    delete manifest.sequence;
    delete manifest.faults;
    await writeFile(path, JSON.stringify(manifest));
    const future = name.replace(/^\d{4}/, '2044');
    await rename(at('data', 'backups', 'generations', name), at('data', 'backups', 'generations', future));
    expect(await run(host)).toMatchObject({ name: future });
    valueOf(await save(host, inspection, '新的'));
    const next = await run(host);
    const { generations } = valueOf(await apiOf(host).call('backup:list', {}));
    expect(generations.map((one) => one.name)).toEqual([next.name, future]);
    await host.close();
  });

  it('of one and the same moment have names of their own', async () => {
    const host = await open({ now: () => Date.UTC(2024, 7, 1) });
    const inspection = await openSample(host);
    const first = await run(host);
    valueOf(await save(host, inspection, '同一时刻'));
    const second = await run(host);
    expect(second.name).not.toBe(first.name);
    expect(valueOf(await apiOf(host).call('backup:list', {})).generations[0]).toEqual(second);
    await host.close();
  });
});
