import { promises } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEvidence } from '#electron/services/evidence/evidence.ts';
import { dataPaths, prepareDataFolder } from '#electron/services/journal/data-folder.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { openNoticeStore } from '#electron/services/publish/notice-store.ts';
import { writeTogether } from '#electron/services/publish/write-together.ts';
import { openUnfinished } from '#electron/services/package/unfinished.ts';
import { newInspection, pack } from '#test/electron/services/package/package-world.ts';
import { addPhoto, apiOf, valueOf } from '#test/electron/services/sample-host.ts';
import { backupJobs } from '#test/support/job.ts';
import { INSPECTION, sha256 } from '#test/shared/log/events.ts';
import { MINE, openJournal } from './journal-events.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let steps: string[] = [];
const trueOpen = promises.open;
const trueRename = promises.rename;

/** Notes every fsync and rename below the folder, in order. */
function watch(): void {
  const named = (path: unknown): string => relative(folder.path, String(path)) || '.';
  promises.open = async (path, ...rest) => {
    const handle: FileHandle = await trueOpen(path, ...rest);
    const [sync, datasync] = [handle.sync.bind(handle), handle.datasync.bind(handle)];
    handle.sync = () => (steps.push(`sync ${named(path)}`), sync());
    handle.datasync = () => (steps.push(`sync ${named(path)}`), datasync());
    return handle;
  };
  promises.rename = (from, to) => (steps.push(`name ${named(to)}`), trueRename(from, to));
  syncBuiltinESMExports();
}

beforeEach(async () => {
  folder = await tempFolder();
  steps = [];
  watch();
});
afterEach(async () => {
  promises.open = trueOpen;
  promises.rename = trueRename;
  syncBuiltinESMExports();
  await folder.drop();
});

describe('what is on disk before a save is acknowledged', () => {
  it('the first save of an inspection: its folder, its name in it, and its bytes', async () => {
    const { save } = await openJournal(folder.path);
    steps = [];
    expect((await save('一')).ok).toBe(true);
    expect(steps).toEqual([
      'sync inspections',
      `sync inspections/${INSPECTION}/${MINE}.jsonl`,
      `sync inspections/${INSPECTION}`,
    ]);
  });

  it('each further save: its bytes, by one fsync', async () => {
    const { save } = await openJournal(folder.path);
    await save('一');
    steps = [];
    await save('二', '三');
    expect(steps).toEqual([`sync inspections/${INSPECTION}/${MINE}.jsonl`]);
  });

  it('an original: its bytes before its name, then its name and its shelf', async () => {
    const photos = join(folder.path, 'photos');
    await mkdir(photos);
    const stored = await openEvidence(photos, () => 'draft').store(Buffer.from('\xff\xd8\xff one', 'latin1'), 'a.jpg');
    const sha256 = stored.ok ? stored.value.sha256 : '';
    const shelf = `photos/${sha256.slice(0, 2)}`;
    expect(steps).toEqual(['sync photos/draft.tmp', `name ${shelf}/${sha256}`, `sync ${shelf}`, 'sync photos']);
  });

  it('a new data folder: its own name, and its parts', async () => {
    await prepareDataFolder(dataPaths(join(folder.path, 'data')));
    expect(steps).toEqual(['sync .', 'sync data']);
  });
});

describe('an original', () => {
  it('is written once: storing it again leaves the very file that is there', async () => {
    const photos = join(folder.path, 'photos');
    await mkdir(photos);
    const evidence = openEvidence(photos, () => 'draft');
    const bytes = Buffer.from('\xff\xd8\xff one', 'latin1');
    const stored = await evidence.store(bytes, 'a.jpg');
    const path = join(photos, stored.ok ? stored.value.sha256.slice(0, 2) : '', stored.ok ? stored.value.sha256 : '');
    const before = await stat(path, { bigint: true });
    await evidence.store(bytes, 'b.jpg');
    const after = await stat(path, { bigint: true });
    expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs]);
    expect(await readFile(path)).toEqual(bytes);
    expect(await readdir(photos)).toHaveLength(1);
  });
});

describe('what is on disk before an event names it', () => {
  it('a signed notice: its folder, both files, and the record that names them', async () => {
    const { notices } = dataPaths(folder.path);
    await mkdir(notices);
    const [pdf, xlsx] = [Buffer.from('pdf'), Buffer.from('xlsx')];
    const rendered = { pdf, xlsx, pages: 1, signatureBoxes: [], names: { pdf: 'a.pdf', xlsx: 'a.xlsx' } };
    steps = [];
    const stored = await openNoticeStore(notices).put(INSPECTION, { rendered, pdf, signatures: [], final: true });
    expect(stored.ok).toBe(true);
    const own = `notices/${INSPECTION}`;
    expect(steps[0]).toBe('sync notices');
    expect(steps.slice(1).filter((step) => step === `sync ${own}`)).toHaveLength(3);
    expect(steps.indexOf(`name ${own}/latest.json`)).toBe(steps.length - 2);
  });

  it('where an import is to lead, before the first event of it', async () => {
    steps = [];
    await openUnfinished(folder.path).begin(INSPECTION, sha256('root'), {});
    expect(steps).toEqual([
      'sync .',
      `sync imports/${INSPECTION}.json.tmp`,
      `name imports/${INSPECTION}.json`,
      'sync imports',
    ]);
  });
});

describe('what leaves the computer', () => {
  it('a package: all of its bytes before its name, then its name', async () => {
    const host = await openHost(join(folder.path, 'data'));
    const id = await newInspection(host, 1);
    await mkdir(join(folder.path, 'stick'));
    steps = [];
    await pack(host, id, join(folder.path, 'stick', 'a.ysb'));
    const there = steps.filter((step) => / stick(?:$|\/)/.test(step));
    expect(there.map((step) => step.replace(/\.workbench-[0-9a-f-]+\.part/, 'part'))).toEqual([
      'sync stick/part',
      'name stick/a.ysb',
      'sync stick',
    ]);
    await host.close();
  });

  it('notice and annex of the command: both whole, the former ones aside, and only then their names', async () => {
    const out = join(folder.path, 'out');
    const files = ['a.xlsx', 'a.pdf'].map((name) => ({ name, bytes: Buffer.from(name) }));
    await writeTogether(out, files);
    steps = [];
    await writeTogether(out, files);
    expect(steps).toEqual([
      'sync out/.a.xlsx.workbench-new',
      'sync out/.a.pdf.workbench-new',
      'sync out',
      'name out/.a.xlsx.workbench-old',
      'name out/.a.pdf.workbench-old',
      'sync out',
      'name out/a.xlsx',
      'name out/a.pdf',
      'sync out',
    ]);
  });

  it('a generation of a backup: originals and their shelves, every file and folder of it, and only then its name', async () => {
    const host = await openHost(join(folder.path, 'data'));
    await newInspection(host, 0);
    const { sha256: photo } = valueOf(await addPhoto(host, 'one'));
    steps = [];
    const { name } = valueOf(await backupJobs(apiOf(host)).run());
    const there = steps
      .filter((step) => step.includes(' data/backups'))
      .map((step) => step.replaceAll('data/backups', '.'));
    const shelf = `./photos/${photo.slice(0, 2)}`;
    const kept = there.indexOf(`name ${shelf}/${photo}`);
    expect(there[kept - 1]).toMatch(/^sync \.\/photos\/\.draft-/);
    expect(there.slice(kept + 1)).toEqual(expect.arrayContaining([`sync ${shelf}`, 'sync ./photos']));
    const files = await filesIn(join(folder.path, 'data', 'backups', 'generations', name));
    expect(files).toContain('manifest.json');
    const draft = `./generations/.draft-${name}`;
    const below = files.flatMap((file) => [file, ...foldersOf(file)]).map((path) => `sync ${draft}/${path}`);
    const wanted = [...new Set([...below, `sync ${draft}`, `sync ${shelf}`, 'sync ./photos'])];
    const named = there.indexOf(`name ./generations/${name}`);
    expect(there.slice(0, named)).toEqual(expect.arrayContaining(wanted));
    // Its manifest says that all the rest is there.
    expect(there.indexOf(`sync ${draft}/manifest.json`)).toBeGreaterThan(
      Math.max(
        ...files.filter((file) => file !== 'manifest.json').map((file) => there.indexOf(`sync ${draft}/${file}`)),
      ),
    );
    expect(there[named - 1]).toBe('sync ./generations');
    expect(there[named + 1]).toBe('sync ./generations');
    await host.close();
  });
});

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => relative(root, join(one.parentPath, one.name)));
}

/** The folders of a path, outermost first. */
const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, all) => all.slice(0, index + 1).join('/'));
