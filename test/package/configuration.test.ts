import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { builderArguments } from '#build/builder.ts';
import { ROOT } from '#build/setup/project.mjs';
import { systemShell } from '#electron/glue/system-shell.ts';
import { tempFolder } from '#test/support/tools.ts';
import { packageWith } from './packaging.ts';

const folder = tempFolder();
afterAll(folder.remove);

it('an unknown key is refused before anything is packaged', () => {
  const rest = ['--linux', 'dir', '-c.asarr=true'];
  const { status, text } = packageWith({ dist: folder.path('dist'), output: folder.path('out'), rest });
  expect(status).not.toBe(0);
  expect(text).toContain("unknown property 'asarr'");
});

it('installers are made of every kind for both processors, and only of these', () => {
  const text = readFileSync(join(ROOT, 'build', 'electron-builder.yml'), 'utf8');
  const targets = [...text.matchAll(/- \{ target: (\w+), arch: \[([^\]]+)\] \}/g)].map(([, kind, arch]) => [
    kind,
    arch,
  ]);
  expect(targets).toEqual(['nsis', 'deb', 'AppImage'].map((kind) => [kind, 'x64, arm64']));
});

it('Windows knows the running program by the same name as the installed one', () => {
  const appId = /^appId: (\S+)$/m.exec(readFileSync(join(ROOT, 'build', 'electron-builder.yml'), 'utf8'))?.[1] ?? '';
  expect(appId).not.toBe('');
  const names: string[] = [];
  const app = { setAppUserModelId: (id: string) => void names.push(id), addRecentDocument: () => undefined };
  for (const platform of ['linux', 'darwin', 'win32'] as const) systemShell(app, platform).takeName();
  expect(names).toEqual([appId]);
});

it('the version of Electron is one, exact, and nothing is ever published', () => {
  const args = builderArguments(['--linux']);
  expect(args.find((arg) => arg.startsWith('-c.electronVersion='))).toMatch(/=\d+\.\d+\.\d+$/);
  expect(args.join(' ')).toContain('--publish never');
});

it('a program that must do without network ends at its first connection, naming where it went', () => {
  const guard = pathToFileURL(join(import.meta.dirname, 'no-network-process.ts')).href;
  const attempts = [
    "fetch('http://127.0.0.1:58473/')",
    "require('node:https').get('https://127.0.0.1:58473/')",
    "require('node:net').connect(58473, '127.0.0.1')",
  ];
  for (const attempt of attempts) {
    const { status, stderr } = spawnSync(process.execPath, ['--import', guard, '-e', attempt], { encoding: 'utf8' });
    expect(status, attempt).toBe(97);
    expect(stderr, attempt).toContain('asked for 127.0.0.1:58473');
  }
});
