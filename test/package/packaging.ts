import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILDER, builderArguments } from '#build/builder.ts';
import { ROOT } from '#build/setup/project.mjs';

const GUARD = pathToFileURL(join(import.meta.dirname, 'no-network-process.ts')).href;

export interface PackagingRun {
  readonly dist: string;
  readonly output: string;
  /** Targets and options, as after `npm run package --`. */
  readonly rest: readonly string[];
  /** A folder whose programs come before the system's. */
  readonly programs?: string;
}

/** Packages the built program with the installer maker, without network; what it said, and its exit code. */
export function packageWith({ dist, output, rest, programs = '' }: PackagingRun) {
  const args = builderArguments([...rest, `-c.directories.output=${output}`], dist);
  // Node 24 for every program started from here: an older one could not load the guard.
  const path = [programs, join(ROOT, 'node_modules', '.bin'), process.env['PATH']].filter(Boolean).join(delimiter);
  const env = { ...process.env, PATH: path, NODE_OPTIONS: `--import=${GUARD}`, USE_SYSTEM_FPM: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUILDER, ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, text: `${stdout}${stderr}` };
}

/** Packages where success is taken for granted. */
export function mustPackage(run: PackagingRun): void {
  const { status, text } = packageWith(run);
  if (status !== 0) throw new Error(`packaging exited ${status}: ${text}`);
}
