import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_TOOLS } from '#build/setup/tools.mjs';

export interface ToolOutput {
  readonly status: number | null;
  readonly text: string;
}

/** Runs an independent program on the output of ours; a missing one fails the test and names the package to install. */
export function run(program: keyof typeof TEST_TOOLS, args: readonly string[]): ToolOutput {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const remedy = `install the package ${TEST_TOOLS[program]} (npm test does that as root)`;
  if (error !== undefined) throw new Error(`${program} does not run, ${error.message}: where it is missing, ${remedy}`);
  return { status, text: `${stdout}${stderr}` };
}

/** Runs a program whose success is taken for granted. */
export function must(program: Parameters<typeof run>[0], args: readonly string[]): string {
  const { status, text } = run(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} exited ${status}: ${text}`);
  return text;
}

/** A fresh folder and the function that removes it. */
export function tempFolder(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-test-'));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
