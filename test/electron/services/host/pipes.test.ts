import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '#electron/services/host/host.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import {
  addPhoto,
  append,
  newInspection,
  newWorld,
  note,
  pack,
} from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { apiOf, valueOf } from '#test/electron/services/sample-host.ts';
import { hostOptions } from '#test/electron/services/temp-host.ts';
import { backupJobs } from '#test/support/job.ts';
import { HAS_PIPES, makePipe } from '#test/support/no-files.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

const at = (...names: readonly string[]): string => join(world.path, ...names);

/** Every file below a folder, by its path in it. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => relative(folder, join(one.parentPath, one.name)));
}

async function filled(): Promise<{ id: InspectionId; photo: Sha256 }> {
  await mkdir(at('stick'));
  const host = await world.host('data', { disk: { reserveBytes: 1000, freeBytes: async () => null } });
  valueOf(await apiOf(host).call('settings:set', { author: '张三', backupFolder: at('stick') }));
  const id = await newInspection(host, 0);
  const photo = await addPhoto(host, id, 'a.png');
  await pack(host, id, at('a.ysb'));
  valueOf(await backupJobs(apiOf(host)).run());
  await world.close(host);
  return { id, photo };
}

/** Everything that reads a data folder, as far as it goes; answers whether it could be backed up in the end. */
async function readAll(
  host: Host,
  { id, photo }: { readonly id: InspectionId; readonly photo: Sha256 },
): Promise<boolean> {
  const api = apiOf(host);
  await api.call('inspection:list', {});
  await api.call('inspection:read-events', { inspection: id, seen: {} });
  await host.parts.evidence.find(photo);
  await host.parts.inspections.append(id, [note(2, '又一条')]);
  await api.call('settings:set', { author: '李四' });
  await api.call('diagnostics:preview', {});
  const { generations } = valueOf(await api.call('backup:list', {}));
  for (const { name } of generations) {
    await backupJobs(api).check(name);
    await backupJobs(api).preview(name);
  }
  const backedUp = await backupJobs(api).run();
  await host.close();
  return backedUp.ok;
}

describe.skipIf(!HAS_PIPES)('a pipe in the place of a file', () => {
  it('of the data folder keeps the program from nothing but that file: it opens, or says why not', async () => {
    const made = await filled();
    const files = await filesIn(at('data'));
    expect(files.length).toBeGreaterThan(12);
    for (const file of files) {
      await cp(at('data'), at('copy'), { recursive: true });
      await rm(at('copy', file));
      await makePipe(at('copy', file));
      const host = await createHost(hostOptions(at('copy')));
      if (host.ok) await readAll(host.value, made);
      await rm(at('copy'), { recursive: true });
    }
  }, 60_000);

  it('of a backup keeps nobody from listing, checking, restoring and backing up', async () => {
    const made = await filled();
    await cp(at('stick'), at('sound'), { recursive: true });
    for (const file of await filesIn(at('sound'))) {
      await rm(at('stick'), { recursive: true });
      await cp(at('sound'), at('stick'), { recursive: true });
      await rm(at('stick', file));
      await makePipe(at('stick', file));
      const host = await world.host('data');
      await append(host, made.id, [note(3, file)]);
      expect(await readAll(host, made)).toBe(true);
      await world.close(host);
    }
  }, 60_000);
});
