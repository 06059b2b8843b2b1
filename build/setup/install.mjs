// Brings node_modules into agreement with package-lock.json, and only then: a second start costs a few milliseconds.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, ROOT, say } from './project.mjs';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Locked */

/**
 * Why node_modules does not hold what the lock file says, or undefined when it does. Compared by version against npm's own
 * record of what it installed, so an install made by hand counts, and one that was interrupted does not.
 * @param {string} root
 */
export function installationFault(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return 'no dependencies are installed yet';
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(record);
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    if (path === '' || optional === true || link === true) continue;
    if (installed[path]?.version !== version)
      return `${path.replace(/^node_modules\//, '')} is not at version ${version}`;
  }
  return undefined;
}

/** @param {string} file @returns {Record<string, Locked>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Installs what is missing; throws with the fix in its message when that does not work. */
export function ensureInstalled() {
  const fault = installationFault(ROOT);
  if (fault !== undefined) {
    say(`Installing dependencies with npm ci, because ${fault} (about a minute) …`);
    runNpmCi();
  }
  ensureNode24();
}

function runNpmCi() {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const run = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status !== 0)
    throw new Error('npm ci failed (see above). It needs the npm registry or a filled npm cache; run it again there.');
}

function ensureNode24() {
  const found = spawnSync(node24(), ['--version'], { encoding: 'utf8' });
  if (found.status === 0 && found.stdout.startsWith('v24.')) return;
  throw new Error(
    'Node 24 is not in node_modules, although the dependencies are installed: the "node" package could not run its ' +
      'installer.\nFix: npm rebuild node --foreground-scripts (not with --ignore-scripts), then start again.',
  );
}
