import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { tempFolder } from '#test/support/tools.ts';

// The packager's own start script of an AppImage, run for real beside a program that only says how it was called.

const folder = tempFolder();
afterAll(folder.remove);

const Packager = v.object({
  generateAppRunScript: v.custom<(config: object) => string>((made) => typeof made === 'function'),
});

beforeAll(() => {
  const packager: unknown = createRequire(createRequire(import.meta.url).resolve('electron-builder'))(
    'app-builder-lib/out/targets/appimage/appImageUtil.js',
  );
  const script = v.parse(Packager, packager).generateAppRunScript({
    ExecutableName: 'acceptance-workbench',
    DesktopFileName: 'workbench.desktop',
    ProductName: 'workbench',
    ProductFilename: 'workbench',
    ResourceName: 'workbench',
  });
  mkdirSync(folder.path('appdir'));
  writeFileSync(folder.path('appdir/AppRun'), script, { mode: 0o755 });
  writeFileSync(folder.path('appdir/acceptance-workbench'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
  for (const [system, code] of [
    ['with', 0],
    ['without', 1],
  ] as const) {
    mkdirSync(folder.path(system));
    writeFileSync(folder.path(`${system}/unshare`), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
  }
});

/** The arguments that the program gets on a system with, or without, user namespaces. */
function startedOn(system: 'with' | 'without'): string[] {
  // The script puts its own folders first, where there is no unshare.
  const PATH = `${folder.path(system)}:/usr/bin:/bin`;
  const env = { PATH, APPDIR: folder.path('appdir'), APPIMAGE_EXIT_AFTER_INSTALL: '' };
  const { stdout, stderr } = spawnSync(folder.path('appdir/AppRun'), ['包.ysb'], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

it('the AppImage starts the program with its sandbox wherever the system can give it one', () => {
  expect(startedOn('with')).toEqual(['包.ysb']);
});

it('elsewhere it adds the switch that the installed program refuses', () => {
  expect(startedOn('without')).toEqual(['--no-sandbox', '包.ysb']);
});
