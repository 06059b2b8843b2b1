import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { rememberFolders } from '#electron/glue/dialogs.ts';
import { receiveFiles } from '#electron/glue/open-files.ts';
import { openFolderMemory, purposeOf } from '#electron/services/files/folder-memory.ts';
import { filesFromArgv, type Look } from '#electron/services/shell-policy/files-from-argv.ts';
import { temporaryFolder } from '#test/electron/browser/stub-host.ts';
import { emitter } from '#test/fakes/emitter.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = temporaryFolder();
  for (const name of ['学苑 社区.ysb', 'B.YSB', 'notes.txt']) writeFileSync(at(name), 'x');
  writeFileSync(at('empty.ysb'), '');
});

describe('packages on a command line', () => {
  it('are taken by name, in any case, relative or as an address', () => {
    const argv = ['学苑 社区.ysb', at('B.YSB'), pathToFileURL(at('学苑 社区.ysb')).href];
    expect(filesFromArgv(argv, folder)).toEqual([at('学苑 社区.ysb'), at('B.YSB')]);
  });

  it('are nothing else: no flags, no other files, no folders, nothing that is not there or is empty', () => {
    const argv = [
      '--data',
      folder,
      '-x.ysb',
      '--file=B.YSB',
      'notes.txt',
      'gone.ysb',
      'empty.ysb',
      '.',
      '',
      'B.YSB\0',
      'file://host/B.YSB',
      'file:%zz.ysb',
      'https://x/B.ysb',
    ];
    expect(filesFromArgv(argv, folder)).toEqual([]);
    expect(filesFromArgv(['B.YSB'], 'no/absolute/folder')).toEqual([]);
  });

  it('are at most twenty, each once', () => {
    const look: Look = () => ({ isFile: true, bytes: 1 });
    expect(
      filesFromArgv(
        Array.from({ length: 50 }, (_, index) => `${index % 30}.ysb`),
        '/x',
        look,
      ),
    ).toHaveLength(20);
  });

  it('never throw, whatever a command line holds, and are always files that were looked at', () => {
    const argument = fc.oneof(
      fc.string(),
      fc.string().map((text) => `${text}.ysb`),
      fc.string().map((text) => `file:${text}.ysb`),
    );
    fc.assert(
      fc.property(fc.array(argument), (argv) => {
        const seen: string[] = [];
        const look: Look = (path) => (seen.push(path), { isFile: true, bytes: 1 });
        const files = filesFromArgv(argv, '/x', look);
        expect(files.every((path) => seen.includes(path) && /\.ysb$/i.test(path))).toBe(true);
        expect(
          filesFromArgv(argv, '/x', () => {
            throw new Error('EACCES');
          }),
        ).toEqual([]);
      }),
    );
  });
});

describe('packages that the system hands over', () => {
  it('wait until the host takes them, from all three ways, and bring the window to the front', () => {
    const app = emitter();
    const [taken, held]: [string[], string[]] = [[], []];
    let shown = 0;
    const files = receiveFiles({
      app,
      start: { argv: ['--data', folder, 'B.YSB'], cwd: folder },
      show: () => (shown += 1),
    });
    app.emit('open-file', { preventDefault: () => held.push('held') }, at('学苑 社区.ysb'));
    expect(taken).toEqual([]);
    files.deliver((path) => void taken.push(path));
    app.emit('second-instance', {}, ['argv', 'of', 'Chromium'], '/', { argv: ['学苑 社区.ysb'], cwd: folder });
    expect(taken).toEqual([at('B.YSB'), at('学苑 社区.ysb'), at('学苑 社区.ysb')]);
    expect([held, shown]).toEqual([['held'], 2]);
  });

  it('a second start without a file, or one that tells nonsense, only shows the window', () => {
    const app = emitter();
    const taken: string[] = [];
    let shown = 0;
    receiveFiles({ app, start: { argv: [], cwd: folder }, show: () => (shown += 1) }).deliver(
      (path) => void taken.push(path),
    );
    for (const data of [{ argv: [], cwd: folder }, { argv: 'B.YSB', cwd: 1 }, null])
      app.emit('second-instance', {}, [], folder, data);
    expect([taken, shown]).toEqual([[], 3]);
  });
});

describe('folders of dialogs', () => {
  const download = (session: ReturnType<typeof emitter>, name: string, chosen: string, state = 'completed') => {
    const asked: unknown[] = [];
    const item = Object.assign(emitter(), {
      getFilename: () => name,
      getSavePath: () => chosen,
      setSaveDialogOptions: (options: unknown) => void asked.push(options),
    });
    session.emit('will-download', {}, item);
    item.emit('done', {}, state);
    return asked[0];
  };

  it('are remembered by what is saved, over the end of the program, and only when it was saved', async () => {
    const data = temporaryFolder();
    const session = emitter();
    const folders = await openFolderMemory(data);
    rememberFolders(session, folders, () => '/documents');
    expect(download(session, '公示.pdf', join(folder, '公示.pdf'))).toEqual({ defaultPath: '/documents/公示.pdf' });
    expect(download(session, '公示.xlsx', '')).toEqual({ defaultPath: join(folder, '公示.xlsx') });
    expect(download(session, 'a.ysb', '/elsewhere/a.ysb', 'cancelled')).toEqual({ defaultPath: '/documents/a.ysb' });
    expect(download(session, '../../etc/x.ysb', '')).toEqual({ defaultPath: '/documents/.._.._etc_x.ysb' });
    await folders.flush();
    const later = await openFolderMemory(data);
    expect([later.of('notices'), later.of('packages')]).toEqual([folder, null]);
  });

  it('are forgotten when they are gone, and a broken store is none', async () => {
    const data = temporaryFolder();
    const folders = await openFolderMemory(data);
    folders.remember('backup', join(data, 'pulled-out'));
    expect(folders.of('backup')).toBeNull();
    await folders.flush();
    writeFileSync(join(data, 'folders.json'), '{"backup":1');
    expect((await openFolderMemory(data)).of('backup')).toBeNull();
  });

  it('belong to a purpose by the name of the file', () => {
    const names = ['a.jpg', '包.ysb', '公示.PDF', '附件.xlsx', '测试.p12', '诊断包-20260101-0900.zip', 'x.zip', 'none'];
    expect(names.map(purposeOf)).toEqual([
      'photos',
      'packages',
      'notices',
      'notices',
      'certificates',
      'diagnostics',
      'other',
      'other',
    ]);
  });
});
