import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAll, extractFile } from '@electron/asar';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT } from '#build/setup/project.mjs';
import { fontFile } from '#electron/services/publish/fonts.ts';
import { tempFolder } from '#test/support/tools.ts';
import { archivedFiles, filesBelow, importsOf, megabytes } from './contents.ts';
import { fakeLinuxElectron, FUSE_NAMES } from './fake-electron.ts';
import type { FpmRecord } from './fpm-process.ts';
import { mustPackage } from './packaging.ts';

const folder = tempFolder();
const unpacked = folder.path('out/linux-arm64-unpacked');
const resources = join(unpacked, 'resources');
const archive = join(resources, 'app.asar');
const utf8 = (path: string): string => extractFile(archive, path).toString('utf8');

const Record = v.object({ args: v.array(v.string()), afterInstall: v.string(), desktop: v.string(), mime: v.string() });
let asked: FpmRecord;

/** Every value that fpm was given for a flag. */
const given = (flag: string): string[] =>
  asked.args.flatMap((arg, index) => (asked.args[index - 1] === flag ? [arg] : []));

beforeAll(async () => {
  await fakeLinuxElectron(folder.path('dist'));
  mkdirSync(folder.path('bin'));
  const record = folder.path('asked.json');
  const standIn = join(import.meta.dirname, 'fpm-process.ts');
  const script = `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "${record}" "$@"\n`;
  writeFileSync(folder.path('bin/fpm'), script, { mode: 0o755 });
  mustPackage({
    dist: folder.path('dist'),
    output: folder.path('out'),
    rest: ['--linux', 'dir', 'deb', '--arm64'],
    programs: folder.path('bin'),
  });
  asked = v.parse(Record, JSON.parse(readFileSync(record, 'utf8')));
});
afterAll(folder.remove);

describe('the archive of the installed program', () => {
  it('holds the bundles and package.json, and nothing else: no sources, tests, maps or node_modules', () => {
    const ofWindow =
      /^(package\.json|out\/renderer\/index\.html|out\/renderer\/assets\/[\w-]+\.(js|css|svg|png|woff2)|out\/renderer\/help\/[\w-]+\.json|out\/renderer\/pdfjs\/(?:cmaps|standard_fonts|wasm)\/[\w.-]+)$/;
    const ofHost = /^out\/electron\/([\w-]+\.js|preload\.cjs|data\/sRGB_IEC61966_2_1\.icc)$/;
    expect(archivedFiles(archive).filter((file) => !ofWindow.test(file) && !ofHost.test(file))).toEqual([]);
  });

  it('holds all of the bundles', () => {
    const built = ['electron', 'renderer'].flatMap((name) =>
      filesBelow(join(ROOT, 'out', name)).map((file) => `out/${name}/${file}`),
    );
    const maps = built.filter((file) => file.endsWith('.map'));
    expect(archivedFiles(archive)).toEqual(
      [...built, 'package.json'].filter((file) => !maps.includes(file)).toSorted(),
    );
    expect(built).toEqual(expect.arrayContaining(['out/electron/main.js', 'out/electron/preload.cjs']));
    expect(built).toEqual(expect.arrayContaining(['out/electron/notice-worker.js', 'out/renderer/index.html']));
  });

  it('asks for no package while it runs, as there are none', () => {
    const scripts = archivedFiles(archive).filter((file) => /^out\/electron\/.*\.c?js$/.test(file));
    const asked = new Set(scripts.flatMap((file) => importsOf(utf8(file))));
    expect([...asked].filter((name) => !name.startsWith('.') && !isBuiltin(name))).toEqual(['electron']);
  });

  it('describes itself without what development needs', () => {
    const manifest: unknown = JSON.parse(utf8('package.json'));
    expect(manifest).toMatchObject({ productName: '智慧社区验收工作台', main: 'out/electron/main.js', type: 'module' });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
  });
});

describe('beside the archive', () => {
  it('lies all of resources/ that the program reads, unchanged', () => {
    const wanted = filesBelow(join(ROOT, 'resources')).filter((file) => file !== 'icons/icon.ico');
    expect(wanted).toEqual(expect.arrayContaining(['catalogues/benchmark-2022.2.json', 'samples/xueyuan.json']));
    for (const file of wanted)
      expect(readFileSync(join(resources, file)).equals(readFileSync(join(ROOT, 'resources', file))), file).toBe(true);
  });

  it('lie the four faces that notices embed, with their licences', () => {
    expect(filesBelow(join(resources, 'fonts'))).toEqual([
      'NotoSansSC-OFL.txt',
      'NotoSansSC_400Regular.ttf',
      'NotoSansSC_700Bold.ttf',
      'NotoSerifSC-OFL.txt',
      'NotoSerifSC_400Regular.ttf',
      'NotoSerifSC_700Bold.ttf',
      'README.md',
    ]);
  });

  it('lie they where a notice looks for them', () => {
    vi.stubEnv('WORKBENCH_FONTS', join(resources, 'fonts'));
    const faces = (['serif', 'serifBold', 'sans', 'sansBold'] as const).map((face) => fontFile(face));
    expect(faces.filter((path) => dirname(path) !== join(resources, 'fonts'))).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('lies nothing else, in particular nothing that looks for updates', () => {
    const wanted =
      /^(app\.asar|default_app\.asar|apparmor-profile|(catalogues|fonts|formats|help|icons|samples|schemas)\/.+)$/;
    expect(filesBelow(resources).filter((file) => !wanted.test(file))).toEqual([]);
  });
});

describe('the program for Linux', () => {
  it('speaks Chinese and English alone', () => {
    expect(filesBelow(join(unpacked, 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak']);
  });

  it('has an ASCII name, and keeps the sandbox and the licences', () => {
    expect(filesBelow(unpacked).filter((file) => !file.includes('/'))).toEqual(
      expect.arrayContaining([
        'LICENSE.electron.txt',
        'LICENSES.chromium.html',
        'acceptance-workbench',
        'chrome-sandbox',
      ]),
    );
  });

  it('has every fuse set as decided, and no fuse is undecided', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'acceptance-workbench'));
    const states = Object.entries(wire).flatMap(([index, state]) =>
      /^\d+$/.test(index) ? [[FUSE_NAMES[Number(index)], state === FuseState.ENABLE]] : [],
    );
    expect(Object.fromEntries(states)).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('adds at most 70 MB to Electron: 51 MB of fonts, and an archive below 13 MB', () => {
    expect(megabytes(resources, ['app.asar'])).toBeLessThan(13);
    expect(megabytes(resources, filesBelow(resources))).toBeLessThan(70);
  });
});

it('the installed program starts, shows its window and makes a notice, from nothing but its own files', () => {
  // Outside the project, so no node_modules is in reach.
  const installed = folder.path('installed');
  cpSync(resources, installed, { recursive: true, filter: (path) => path !== archive });
  extractAll(archive, join(installed, 'app.asar'));
  const program = join(import.meta.dirname, 'installed-process.ts');
  const data = folder.path('data');
  mkdirSync(data);
  const { stdout, stderr } = spawnSync(process.execPath, [program, installed, '--data', data], {
    cwd: data,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ script: [200, true], state: { is: 'done', product: { final: false } } });
});

it('the installed program does not start with its sandbox switched off, says why, and leaves the data alone', () => {
  const program = join(import.meta.dirname, 'installed-process.ts');
  const data = folder.path('untouched');
  mkdirSync(data);
  const { status, stderr } = spawnSync(
    process.execPath,
    [program, folder.path('installed'), '--data', data, '--no-sandbox'],
    { cwd: data, encoding: 'utf8', timeout: 30_000 },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('启动参数 --no-sandbox 会关闭程序的安全保护，程序没有启动。');
  expect(stderr).toContain('deb');
  expect(readdirSync(data)).toEqual([]);
});

it('the installed program tests itself: page, one call to the host, a notice, an exit code, on data of its own', () => {
  const installed = folder.path('installed');
  const outcome = folder.path('outcome.json');
  const data = folder.path('self-test-data');
  mkdirSync(data);
  const program = join(import.meta.dirname, 'installed-process.ts');
  const args = [program, installed, '--data', data, `--self-test=${outcome}`];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: data, encoding: 'utf8', timeout: 30_000 });
  expect([status, stderr]).toEqual([0, '']);
  const told: unknown = JSON.parse(readFileSync(outcome, 'utf8'));
  expect(told).toMatchObject({ ok: true, page: 'app://local/', roundTrip: true, notice: true });
});

describe('the deb package', () => {
  it('is named in ASCII by version and processor, and says what it is in Chinese', () => {
    expect(given('--package').map((path) => path.split('/').at(-1))).toEqual([
      'smart-community-acceptance-workbench-0.1.0-linux-arm64.deb',
    ]);
    expect(given('--name')).toEqual(['smart-community-acceptance-workbench']);
    expect(given('--architecture')).toEqual(['arm64']);
    expect(given('--description').join()).toMatch(/^智慧社区建设验收.*\n 离线验收/);
    expect(given('--url')).toHaveLength(1);
    expect(given('--maintainer').join()).toMatch(/^\S+ <\S+@\S+>$/);
  });

  it('asks for the libraries that Electron needs, and recommends nothing', () => {
    expect(given('-d')).toEqual(expect.arrayContaining(['libgtk-3-0', 'libnss3', 'libsecret-1-0', 'xdg-utils']));
    expect(given('--deb-recommends')).toEqual([]);
  });

  it('brings the icon in every size that desktops look for', () => {
    const sizes = asked.args.flatMap(
      (arg) => /hicolor\/(\d+)x\1\/apps\/acceptance-workbench\.png$/.exec(arg)?.[1] ?? [],
    );
    expect(sizes.map(Number).toSorted((a, b) => a - b)).toEqual([16, 24, 32, 48, 64, 128, 256, 512]);
  });

  it('keeps the sandbox: no start without it, and the helper made to work at installation', () => {
    expect(asked.desktop).not.toContain('no-sandbox');
    const script = asked.afterInstall;
    const opt = /\nExec="?(\/opt\/.+)\/acceptance-workbench"? %F\n/.exec(asked.desktop)?.[1];
    // Whatever root may do at installation: the user who starts the program may be forbidden user namespaces.
    expect(script).toContain(`\nchmod 4755 '${opt}/chrome-sandbox'\n`);
    expect(script).not.toMatch(/unshare|0755|\$\{/);
    const { status, stderr } = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('the menu entry', () => {
  it('shows the Chinese name, groups its windows, and gets paths of opened files', () => {
    expect(asked.desktop).toContain('\nName=智慧社区验收工作台\n');
    expect(asked.desktop).toContain('\nStartupWMClass=smart-community-acceptance-workbench\n');
    expect(asked.desktop).toMatch(/\nExec="?\/opt\/.+\/acceptance-workbench"? %F\n/);
    expect(asked.desktop).toContain('\nCategories=Office;\n');
    expect(asked.args.join('\n')).toContain('=/usr/share/applications/smart-community-acceptance-workbench.desktop');
  });

  it('opens 数据包 files', () => {
    expect(asked.desktop).toContain('\nMimeType=application/x-acceptance-package;\n');
    expect(asked.mime).toContain('<mime-type type="application/x-acceptance-package">');
    expect(asked.mime).toContain('<glob pattern="*.ysb"/>');
  });
});

it('the AppImage asks for its sandbox too, and has the same menu entry', () => {
  const program = join(import.meta.dirname, 'appimage-process.ts');
  const guard = pathToFileURL(join(import.meta.dirname, 'no-network-process.ts')).href;
  const args = ['--import', guard, program, folder.path('dist'), folder.path('appimage')];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
  const entry: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(entry, stderr).toMatchObject({ desktopFileName: 'smart-community-acceptance-workbench.desktop' });
  expect(entry).toHaveProperty('desktop', expect.stringContaining('\nExec=AppRun %U\n'));
  expect(entry).toHaveProperty('desktop', expect.stringContaining('\nName=智慧社区验收工作台\n'));
  expect(entry).toHaveProperty('desktop', expect.stringContaining('\nMimeType=application/x-acceptance-package;\n'));
});
