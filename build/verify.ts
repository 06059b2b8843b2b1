import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addTallies, readTally, tallyOfStep, type Tally } from './tally.ts';
import { ROOT } from './setup/project.mjs';

// node build/verify.ts check|test — every step runs, even after a failure, and the last line sums them all up.

type Step = {
  readonly name: string;
  readonly args: readonly string[];
  readonly report?: string;
  readonly env?: NodeJS.ProcessEnv;
};

const bin = (...path: string[]) => join(ROOT, 'node_modules', ...path);
const report = (name: string) => join(ROOT, 'out', 'reports', `${name}.json`);
// Colour codes are for terminals, not for the log of a build server.
const ENV = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };

const VITEST = bin('vitest', 'vitest.mjs');

const suite = (name: string): Step => ({
  name: `${name} tests`,
  args: [VITEST, 'run', '-c', 'build/vitest.config.ts', '--project', name, ...vitestReports(name)],
  report: report(name),
});

/** Each with a report of its own, whose place the browser tests are told by their environment. */
function endToEnd(name: string, file: string, projects: readonly string[]): Step {
  const cli = [bin('@playwright', 'test', 'cli.js'), 'test', '-c', 'build/playwright.config.ts'];
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report(file) };
  return { name, args: [...cli, ...projects.map((project) => `--project=${project}`)], report: report(file), env };
}

const vitestReports = (name: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`];

const CHECK: readonly Step[] = [
  { name: 'format', args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'types', args: ['build/types.ts'] },
  { name: 'lint', args: [bin('oxlint', 'bin', 'oxlint'), '--type-aware'] },
  { name: 'suppressions', args: ['build/suppressions.ts'] },
  { name: 'dead code', args: [bin('knip', 'bin', 'knip.js'), '-c', 'build/knip.json', '--no-progress'] },
  { name: 'spec coverage', args: ['build/spec-coverage.ts'] },
  suite('unit'),
];

const TEST: readonly Step[] = [
  ...CHECK,
  suite('contract'),
  suite('package'),
  endToEnd('end-to-end tests', 'e2e', ['browser edition', 'electron']),
  endToEnd('end-to-end tests, one at a time', 'e2e-alone', ['one at a time']),
];

function run(step: Step): Tally {
  console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 100 - step.name.length))}`);
  if (step.report !== undefined) rmSync(step.report, { force: true });
  const { status } = spawnSync(process.execPath, step.args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...ENV, ...step.env },
  });
  const ok = status === 0;
  if (step.report === undefined || !existsSync(step.report)) return tallyOfStep(ok);
  const tally = readTally(readFileSync(step.report, 'utf8'));
  // A suite that ends badly without a failed test (a file that does not load, say) is a failure all the same.
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function main(which: string | undefined): number {
  mkdirSync(join(ROOT, 'out', 'reports'), { recursive: true });
  const results = (which === 'test' ? TEST : CHECK).map((step) => ({ step, tally: run(step) }));
  console.log('');
  for (const { step, tally } of results) console.log(`${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}`);
  const total = addTallies(results.map(({ tally }) => tally));
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = main(process.argv[2]);
