import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRecent } from '#electron/services/recent/recent.ts';
import { RECENT_LIMIT, type RecentInspection } from '#shared/commands/state.ts';
import { InspectionId } from '#shared/ids.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let path = '';
beforeEach(async () => {
  folder = await tempFolder();
  path = join(folder.path, 'recent.json');
});
afterEach(() => folder.drop());

const opened = (at: number, title = `社区 ${at}`): RecentInspection => ({
  inspection: v.parse(InspectionId, `inspection-${at}`),
  title,
});

it('puts the last opened first, under its name of today, and keeps it', async () => {
  const recent = openRecent(path);
  for (const at of [1, 2, 3]) await recent.note(opened(at));
  expect(await recent.note(opened(1, '改过的名字'))).toEqual([opened(1, '改过的名字'), opened(3), opened(2)]);
  expect(await openRecent(path).list()).toEqual([opened(1, '改过的名字'), opened(3), opened(2)]);
});

it('never holds more than a menu shows, even of inspections opened at once', async () => {
  const recent = openRecent(path);
  await Promise.all(Array.from({ length: 30 }, (_, at) => recent.note(opened(at))));
  const list = await recent.list();
  expect(list).toHaveLength(RECENT_LIMIT);
  expect(list[0]).toEqual(opened(29));
});

it('is empty once cleared', async () => {
  const recent = openRecent(path);
  await recent.note(opened(1));
  expect(await recent.clear()).toEqual([]);
  expect(await openRecent(path).list()).toEqual([]);
});

it('begins anew behind a damaged file', async () => {
  await writeFile(path, '{"version":1,"recent":[{"inspection":"../..","title":""}]}');
  const recent = openRecent(path);
  expect(await recent.list()).toEqual([]);
  await recent.note(opened(1));
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ version: 1, recent: [opened(1)] });
});

it('still knows what was opened where it cannot be written', async () => {
  await mkdir(path);
  const recent = openRecent(path);
  expect(await recent.note(opened(1))).toEqual([opened(1)]);
  expect(await recent.list()).toEqual([opened(1)]);
  await rm(path, { recursive: true });
});
