import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { ROOT, say } from './setup/project.mjs';

/** A bundle, what it is made from, and the file that shows it was made. */
type Bundle = {
  readonly name: string;
  readonly configs: readonly string[];
  readonly sources: string;
  readonly result: string;
};

const WINDOW: Bundle = {
  name: 'window',
  configs: ['build/vite.renderer.ts'],
  sources: '{renderer,shared,resources,build/help}/**/*.{ts,tsx,css,html,json,md,txt,svg,png,woff2,ttf}',
  result: 'out/renderer/index.html',
};

const HOST: Bundle = {
  name: 'Electron host',
  configs: ['build/vite.main.ts', 'build/vite.preload.ts'],
  sources: '{electron,shared}/**/*.{ts,json}',
  result: 'out/electron/main.js',
};

/** Builds the page that both editions show, unless out/renderer already came from exactly these sources. */
export const ensureWindow = () => ensureBundle(WINDOW);

/** Builds the Electron main and preload scripts, unless they are up to date. */
export const ensureElectronHost = () => ensureBundle(HOST);

async function ensureBundle(bundle: Bundle): Promise<void> {
  const stamp = join(ROOT, 'out', `${bundle.name.replaceAll(' ', '-').toLowerCase()}.sha256`);
  const wanted = fingerprint(bundle);
  const upToDate = existsSync(join(ROOT, bundle.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (upToDate) return;
  say(`Building the ${bundle.name} …`);
  rmSync(stamp, { force: true });
  // What an earlier build left would be packaged as well. (The host is two builds into one folder, so neither empties it.)
  rmSync(dirname(join(ROOT, bundle.result)), { recursive: true, force: true });
  await inProduction(async () => {
    for (const configFile of bundle.configs) await build({ configFile: join(ROOT, configFile), logLevel: 'warn' });
  });
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** vite believes a NODE_ENV that is set: under a test runner's it would bundle the development build of React. */
async function inProduction(task: () => Promise<void>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await task();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** Content, not times: a fresh clone or a change of branch sets times that say nothing. */
function fingerprint({ configs, sources }: Bundle): string {
  const hash = createHash('sha256');
  for (const file of [...globSync(sources, { cwd: ROOT }).sort(), ...configs, 'package-lock.json'])
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
