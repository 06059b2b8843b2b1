// Installing system packages: only where that is certainly right, as root on a Debian family system.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './project.mjs';

let listsAreFresh = false;

/** True where apt-get may be used without asking anyone. */
export function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages and says so. Returns false, with apt's own last words printed, where that fails.
 * @param {readonly string[]} packages
 */
export function aptInstall(packages) {
  say(`Installing ${packages.join(', ')} with apt-get …`);
  if (!listsAreFresh) apt(['update']);
  listsAreFresh = true;
  return apt(['install', '-y', '--no-install-recommends', ...packages]);
}

/** @param {readonly string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8', timeout: 300_000 });
  if (run.status === 0) return true;
  const words = run.error?.message ?? `${run.stdout}${run.stderr}`;
  say(`apt-get ${args[0]} failed: ${words.trim().split('\n').slice(-3).join(' / ')}`);
  return false;
}
