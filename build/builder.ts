import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { ROOT } from './setup/project.mjs';

/** The installer maker's command, to be run by Node in ROOT. */
export const BUILDER = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));

const Manifest = v.object({ devDependencies: v.object({ electron: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)) }) });

/** The one exact Electron version of package.json; a range would make two builds of one commit differ. */
export function electronVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return v.parse(Manifest, manifest).devDependencies.electron;
}

/**
 * Arguments for BUILDER: our configuration, package.json's Electron, nothing published, then `rest` (targets, options).
 * `dist` names a folder with Electron's zip files or one unpacked Electron, and so takes the place of a download.
 */
export function builderArguments(rest: readonly string[], dist?: string): string[] {
  const config = ['--config', join('build', 'electron-builder.yml'), `-c.electronVersion=${electronVersion()}`];
  const given = dist === undefined ? [] : [`-c.electronDist=${dist}`];
  return [...config, ...given, '--publish', 'never', ...rest];
}
