import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { BUILDER, builderArguments } from './builder.ts';
import { ensureElectronHost, ensureWindow } from './bundles.ts';
import { obtainElectron } from './electron-binary.ts';
import { ROOT, say } from './setup/project.mjs';

// npm run package [-- --dist DIR] [electron-builder's targets and options]
// Installers for this system into out/release: deb and AppImage on Linux, nsis on Windows, each for x64 and arm64.

const OFFLINE = `Nothing was packaged. Packaging fetches Electron and the tools that make installers. Where they cannot be fetched:
  1. On a machine with network, with the same commit: npm run package
  2. Bring its two caches here, to the same places
       Linux    ~/.cache/electron              ~/.cache/electron-builder
       Windows  %LOCALAPPDATA%\\electron\\Cache   %LOCALAPPDATA%\\electron-builder\\Cache
  3. Here again: npm run package
Or name a mirror: ELECTRON_MIRROR for Electron, ELECTRON_BUILDER_BINARIES_MIRROR for the tools.
Or name a folder with Electron's zip files, or one unpacked Electron: npm run package -- --dist DIR
The README says more (Packaging).`;

function readArguments(given: readonly string[]): { readonly dist: string | undefined; readonly rest: string[] } {
  const at = given.indexOf('--dist');
  if (at < 0) return { dist: undefined, rest: [...given] };
  const dist = given[at + 1];
  if (dist === undefined) throw new Error('--dist wants a folder');
  return { dist: resolve(dist), rest: given.toSpliced(at, 2) };
}

async function main(): Promise<number> {
  if (process.platform === 'darwin') {
    say('Installers are made for Linux and Windows, on Linux or Windows.');
    return 1;
  }
  const { dist, rest } = readArguments(process.argv.slice(2));
  // Asked first, because the installer maker repeats a failing download for most of a minute.
  if (dist === undefined && obtainElectron(true) === undefined) {
    console.error(OFFLINE);
    return 1;
  }
  await ensureWindow();
  await ensureElectronHost();
  const platform = rest.some((word) => ['--linux', '--win'].includes(word)) ? [] : [`--${systemName()}`];
  const args = builderArguments([...platform, ...rest], dist);
  const { status } = spawnSync(process.execPath, [BUILDER, ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) console.error(OFFLINE);
  return status ?? 1;
}

const systemName = () => (process.platform === 'win32' ? 'win' : 'linux');

process.exitCode = await main();
