import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

// Each layer is compiled by its own tsconfig, so that shared/ is proven to need neither DOM nor Node.
// Usage: node build/types.ts [layer …]

const ROOT = join(import.meta.dirname, '..');
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const LAYERS = ['shared', 'electron', 'renderer', 'test', 'build'];

/** A folder may hold more than one world (a worker has no document): every tsconfig.json below a layer counts. */
function projectsOf(layer: string): string[] {
  return globSync(`${layer}/**/tsconfig.json`, { cwd: ROOT });
}

const asked = process.argv.slice(2);
const failed = (asked.length > 0 ? asked : LAYERS)
  .flatMap(projectsOf)
  .filter((project) => spawnSync(process.execPath, [TSC, '-p', project], { cwd: ROOT, stdio: 'inherit' }).status !== 0);

if (failed.length > 0) console.error(`types: errors in ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
