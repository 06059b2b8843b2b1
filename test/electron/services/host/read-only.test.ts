import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ALONE } from '#electron/cli/package/open-data.ts';
import { addPhoto, apiOf, eventsOf, openSample, save, valueOf } from '#test/electron/services/sample-host.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { endOf } from '#test/support/job.ts';
import { mountDisk, remountDisk, unmountDisk } from '#test/support/small-disk.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
  await mkdir(at('archive'));
});
afterEach(() => folder.drop());

const at = (...names: readonly string[]): string => join(folder.path, ...names);

it('an archive where nothing can be written is looked at and packed, and what would write is refused by code', async (context) => {
  if (!mountDisk(at('archive'), 'size=16m')) return context.skip('mounting a disk needs the administrator');
  try {
    const host = await openHost(at('data'));
    const inspection = await openSample(host);
    const photo = valueOf(await addPhoto(host, 'one'));
    const events = await eventsOf(host, inspection);
    await host.close();
    await cp(at('data'), at('archive', 'data'), { recursive: true });
    remountDisk(at('archive'), 'ro');
    const archive = await openHost(at('archive', 'data'));
    expect(valueOf(await apiOf(archive).call('app:get-info', {})).readOnly).toBe(true);
    expect(await eventsOf(archive, inspection)).toEqual(events);
    expect((await archive.findFile(photo.sha256)).ok).toBe(true);
    const refused = { ok: false, error: { code: 'journal.read-only' } };
    expect(await save(archive, inspection, '写不得')).toEqual(refused);
    expect(await addPhoto(archive, 'two')).toEqual(refused);
    expect(await apiOf(archive).call('settings:set', { author: '张三' })).toEqual(refused);
    expect(await apiOf(archive).call('inspection:open-sample', {})).toEqual(refused);
    const made = await archive.parts.packages.export(inspection, at('out.ysb'))(ALONE);
    expect(made.ok).toBe(true);
    expect((await stat(at('out.ysb'))).size).toBeGreaterThan(1000);
    await archive.close();
    const other = await openHost(at('other'));
    const token = valueOf(await other.offerPackage(at('out.ysb'))).package;
    const imported = valueOf(await apiOf(other).call('package:import', { package: token }));
    await endOf(apiOf(other), imported.job);
    expect(await eventsOf(other, inspection)).toEqual(events);
    await other.close();
    expect(await readdir(at('archive', 'data'))).not.toContain('lock');
  } finally {
    unmountDisk(at('archive'));
  }
});
