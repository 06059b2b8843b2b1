import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
const open = () => openHost(at('data'), { now: () => (now += 1000) });

it('a generation from before the whole machine was set back is kept: nothing else has what was saved then', async () => {
  await mkdir(at('stick'));
  const host = await open();
  valueOf(await apiOf(host).call('backup:use-folder', { folder: at('stick') }));
  const inspection = await openSample(host);
  const stream = at('data', 'inspections', inspection, `${host.parts.info().device}.jsonl`);
  const snapshot = await readFile(stream);
  valueOf(await save(host, inspection, '只有备份里还有'));
  const { name } = valueOf(await backupJobs(apiOf(host)).run());
  await host.close();
  // A snapshot brings everything back as it was, the note of how far the stream had reached included.
  await writeFile(stream, snapshot);
  await rm(at('data', 'heads'), { recursive: true });
  const again = await open();
  for (let index = 0; index < 8; index += 1) {
    valueOf(await save(again, inspection, `${index}`));
    valueOf(await backupJobs(apiOf(again)).run());
  }
  const { generations } = valueOf(await apiOf(again).call('backup:list', {}));
  expect(generations).toHaveLength(6);
  expect(generations.map((generation) => generation.name)).toContain(name);
  const plan = valueOf(await backupJobs(apiOf(again)).preview(name));
  expect(plan.inspections).toMatchObject([{ id: inspection, streams: [{ is: 'fork' }] }]);
  await again.close();
});
