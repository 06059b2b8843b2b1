import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './setup/project.mjs';

const FETCH_LIMIT_MS = 90_000;
const DAY_MS = 86_400_000;
const FAILED = join(ROOT, 'out', 'electron-fetch-failed');

// The electron package is never imported from plain Node: importing it downloads.

/** The Electron program on disk, or undefined. */
export function electronBinary(): string | undefined {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules', 'electron', 'dist');
  const path = join(dist, binaryName());
  return existsSync(path) ? path : undefined;
}

function binaryName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron';
}

/**
 * The Electron program, fetched if need be. A failed fetch is not repeated for a day (unless `insist`), so that a laptop
 * without network does not wait at every start.
 */
export function obtainElectron(insist: boolean): string | undefined {
  const present = electronBinary();
  if (present !== undefined) return present;
  if (!insist && failedLately()) {
    say('Electron could not be fetched at an earlier start today (npm start -- --edition electron tries again).');
    return undefined;
  }
  say('Fetching the Electron program …');
  const installer = join(ROOT, 'node_modules', 'electron', 'install.js');
  const run = spawnSync(process.execPath, [installer], { encoding: 'utf8', timeout: FETCH_LIMIT_MS });
  if (run.status === 0) return electronBinary();
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(FAILED, '');
  say(`Electron cannot be fetched here: ${reason(run.stderr)} (ELECTRON_MIRROR can name another source).`);
  return undefined;
}

function failedLately(): boolean {
  return existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < DAY_MS;
}

function reason(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? 'it took too long';
}
