import { spawnSync } from 'node:child_process';
import { hasTool, TEST_TOOLS } from '#build/setup/tools.mjs';

/** Runs an independent program on the output of ours; a missing one fails the test and names the package to install. */
export function runTool(program: keyof typeof TEST_TOOLS, args: readonly string[]): { status: number; output: string } {
  if (!hasTool(program))
    throw new Error(`${program} is missing: install the package ${TEST_TOOLS[program]} (npm test does that as root)`);
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { status: run.status ?? -1, output: `${run.stdout}${run.stderr}` };
}
