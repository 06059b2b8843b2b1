import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { errorText } from '#shared/text/error-text.ts';
import { apiOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
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
const use = (host: Host, path: string | null) => apiOf(host).call('backup:use-folder', { folder: path });
const stateOf = async (host: Host) => valueOf(await apiOf(host).call('backup:state', {}));

describe('a folder for backups', () => {
  it('is refused with its reason where it cannot be one, and the place stays as it was', async () => {
    const host = await open();
    const before = await stateOf(host);
    await mkdir(at('link-target'));
    await writeFile(at('file'), 'no folder');
    await symlink(at('data', 'photos'), at('link'));
    const refused: readonly (readonly [string, string])[] = [
      [at('not-there'), 'backup.folder-missing'],
      ['relative/path', 'backup.folder-missing'],
      [at('file'), 'backup.folder-missing'],
      [at('data'), 'backup.folder-within-data'],
      [at('data', 'inspections'), 'backup.folder-within-data'],
      [folder.path, 'backup.folder-within-data'],
      [at('link'), 'backup.folder-within-data'],
      ...(existsSync('/proc/self') ? [['/proc/self', 'backup.folder-unwritable'] as const] : []),
    ];
    for (const [path, code] of refused) {
      const answer = await use(host, path);
      expect([path, answer]).toMatchObject([path, { ok: false, error: { code, detail: { folder: path } } }]);
      expect(answer.ok ? '' : errorText(answer.error).happened).toContain(path);
    }
    const settings = valueOf(await apiOf(host).call('settings:get', {}));
    const bySettings = await apiOf(host).call('settings:set', { ...settings, backupFolder: at('not-there') });
    expect(bySettings).toMatchObject({ ok: false, error: { code: 'backup.folder-missing' } });
    expect(await stateOf(host)).toEqual(before);
    expect((await readdir(folder.path)).toSorted()).toEqual(['data', 'file', 'link', 'link-target']);
    await host.close();
  });

  it('whose name only begins like the data folder’s is no part of it', async () => {
    const host = await open();
    await mkdir(at('data-backup'));
    expect(valueOf(await use(host, at('data-backup')))).toMatchObject({ chosen: true, sameDisk: true });
    await host.close();
  });

  it('is taken up in the window at once, survives settings being saved, and can be given up again', async () => {
    const host = await open();
    await mkdir(at('stick'));
    const told: HostEvent[] = [];
    host.on((event) => told.push(event));
    const state = valueOf(await use(host, at('stick')));
    expect(state).toMatchObject({ folder: at('stick', 'workbench-backups'), chosen: true, dialog: false });
    expect(told).toContainEqual({ type: 'backup', backup: state });
    const settings = valueOf(await apiOf(host).call('settings:get', {}));
    valueOf(await apiOf(host).call('settings:set', { ...settings, author: '李四' }));
    expect(await stateOf(host)).toMatchObject({ chosen: true });
    expect(valueOf(await use(host, null))).toMatchObject({ folder: at('data', 'backups'), chosen: false });
    await host.close();
  });

  it('opened one too deep, or moved with what it holds, is the same folder', async () => {
    const host = await open();
    await openSample(host);
    await mkdir(at('stick'));
    valueOf(await use(host, at('stick')));
    const made = valueOf(await backupJobs(apiOf(host)).run());
    const list = async () => valueOf(await apiOf(host).call('backup:list', {}));
    valueOf(await use(host, at('stick', 'workbench-backups')));
    expect(await list()).toEqual({ folder: at('stick', 'workbench-backups'), generations: [made], unread: [] });
    await rename(at('stick', 'workbench-backups'), at('copy'));
    valueOf(await use(host, at('copy')));
    expect(await list()).toEqual({ folder: at('copy'), generations: [made], unread: [] });
    await host.close();
  });

  it('is not believed to be there because another drive is: nothing is written to that one', async () => {
    const host = await open();
    await openSample(host);
    await mkdir(at('stick'));
    valueOf(await use(host, at('stick')));
    const { at: when } = valueOf(await backupJobs(apiOf(host)).run());
    await rename(at('stick'), at('away'));
    await mkdir(at('stick'));
    expect(await backupJobs(apiOf(host)).run()).toMatchObject({ ok: false, error: { code: 'backup.folder-gone' } });
    expect(await readdir(at('stick'))).toEqual([]);
    await host.close();
    const again = await open();
    expect(await stateOf(again)).toMatchObject({ sameDisk: null, last: { at: when }, failure: null });
    await again.close();
  });
});

describe('the dialog for a folder', () => {
  it('leads to the same checks; calling it off changes nothing', async () => {
    let answer: string | null = null;
    const host = await open({ askForBackupFolder: async () => answer });
    const choose = () => apiOf(host).call('backup:choose-folder', {});
    expect(await stateOf(host)).toMatchObject({ dialog: true });
    expect(valueOf(await choose())).toEqual({ is: 'cancelled' });
    answer = at('data');
    expect(await choose()).toMatchObject({ ok: false, error: { code: 'backup.folder-within-data' } });
    await mkdir((answer = at('stick')));
    expect(valueOf(await choose())).toMatchObject({
      is: 'chosen',
      state: { folder: at('stick', 'workbench-backups') },
    });
    await host.close();
  });
});

describe('automatic backup', () => {
  it('tells of a failure at once, and tries again by itself once the folder is back', async () => {
    const host = await open({ backUpEveryMs: 20 });
    await mkdir(at('stick'));
    valueOf(await use(host, at('stick')));
    await rename(at('stick'), at('away'));
    const states: unknown[] = [];
    host.on((event) => event.type === 'backup' && states.push(event.backup.failure?.code ?? null));
    await openSample(host);
    await expect.poll(() => states).toContain('backup.folder-gone');
    await rename(at('away'), at('stick'));
    await expect.poll(() => states.at(-1)).toBeNull();
    expect(valueOf(await apiOf(host).call('backup:list', {})).generations).toHaveLength(1);
    await host.close();
  });

  it('makes no generation of a data folder that holds no inspection, so that a new machine lists only what it may restore', async () => {
    const host = await open({ backUpEveryMs: 20 });
    await mkdir(at('stick'));
    valueOf(await use(host, at('stick')));
    const settings = valueOf(await apiOf(host).call('settings:get', {}));
    valueOf(await apiOf(host).call('settings:set', { ...settings, author: '李四' }));
    await host.close();
    expect(await readdir(at('stick', 'workbench-backups'))).toEqual([]);
  });

  it('keeps as many generations as the settings say', async () => {
    const host = await open();
    const inspection = await openSample(host);
    const settings = valueOf(await apiOf(host).call('settings:get', {}));
    valueOf(await apiOf(host).call('settings:set', { ...settings, backupGenerations: 2 }));
    for (let index = 0; index < 4; index += 1) {
      valueOf(await save(host, inspection, `${index}`));
      valueOf(await backupJobs(apiOf(host)).run());
    }
    expect(valueOf(await apiOf(host).call('backup:list', {})).generations).toHaveLength(2);
    await host.close();
  });
});
