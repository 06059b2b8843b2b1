import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addTallies, readTally, tallyOfStep, type Tally } from './tally.ts';
import { ROOT } from './setup/project.mjs';

// node build/verify.ts check|test — every step runs, even after a failure, and the last line sums them all up.

/** Steps that run one after the other. */
type Lane = readonly Step[];

/** Lanes that run side by side; the next stage begins when all have ended. */
type Stage = readonly Lane[];

type Step = {
  readonly name: string;
  readonly args: readonly string[];
  readonly report?: string;
  readonly env?: NodeJS.ProcessEnv;
};

const bin = (...path: string[]) => join(ROOT, 'node_modules', ...path);
const report = (name: string) => join(ROOT, 'out', 'reports', `${name}.json`);
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

/** Hosts are started by the hundred from the same sources: what one has compiled, the next takes up. */
const COMPILED = join(ROOT, 'out', 'compiled');

const QUICK: Lane = [
  { name: 'format', args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'types', args: ['build/types.ts'] },
  { name: 'lint', args: [bin('oxlint', 'bin', 'oxlint'), '--type-aware'] },
  { name: 'suppressions', args: ['build/suppressions.ts'] },
  { name: 'dead code', args: [bin('knip', 'bin', 'knip.js'), '-c', 'build/knip.json', '--no-progress'] },
  { name: 'spec coverage', args: ['build/spec-coverage.ts'] },
];

const CHECK: readonly Stage[] = [[QUICK], [[suite('unit')]]];

// A test of the window waits a third of its time: what needs no window is computed meanwhile. What measures how smoothly the
// window runs comes when nothing else does.
const TEST: readonly Stage[] = [
  [QUICK],
  [
    [suite('unit'), suite('contract'), suite('package')],
    [endToEnd('end-to-end tests', 'e2e', ['browser edition', 'electron'])],
  ],
  [[endToEnd('end-to-end tests, one at a time', 'e2e-alone', ['one at a time'])]],
];

interface Result {
  readonly step: Step;
  readonly tally: Tally;
}

/** One lane speaks at a time: what the others say is kept until it is their turn. */
class Speakers {
  readonly #waiting: { words: (string | Uint8Array)[]; isDone: boolean }[];

  constructor(lanes: number) {
    this.#waiting = Array.from({ length: lanes }, () => ({ words: [], isDone: false }));
  }

  say(lane: number, words: string | Uint8Array): void {
    this.#waiting[lane]?.words.push(words);
    this.#speak();
  }

  done(lane: number): void {
    const ended = this.#waiting[lane];
    if (ended !== undefined) ended.isDone = true;
    this.#speak();
  }

  #speak(): void {
    for (const { words, isDone } of this.#waiting) {
      for (const word of words.splice(0)) process.stdout.write(word);
      if (!isDone) return;
    }
  }
}

async function runStage(lanes: Stage): Promise<readonly Result[]> {
  const speakers = new Speakers(lanes.length);
  const results = lanes.map(async (lane, at) => {
    const found: Result[] = [];
    for (const step of lane) found.push({ step, tally: await run(step, (words) => speakers.say(at, words)) });
    speakers.done(at);
    return found;
  });
  return (await Promise.all(results)).flat();
}

async function run(step: Step, say: (words: string | Uint8Array) => void): Promise<Tally> {
  say(`\n── ${step.name} ${'─'.repeat(Math.max(0, 100 - step.name.length))}\n`);
  if (step.report !== undefined) rmSync(step.report, { force: true });
  // Colour codes are for terminals, and here it goes through a pipe.
  const env = { ...process.env, NO_COLOR: '1', NODE_COMPILE_CACHE: COMPILED, ...step.env };
  const child = spawn(process.execPath, step.args, { cwd: ROOT, stdio: ['inherit', 'pipe', 'pipe'], env });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', say);
  const [status]: unknown[] = await once(child, 'close');
  const ok = status === 0;
  if (step.report === undefined || !existsSync(step.report)) return tallyOfStep(ok);
  const tally = readTally(readFileSync(step.report, 'utf8'));
  // A suite that ends badly without a failed test (a file that does not load, say) is a failure all the same.
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

async function main(which: string | undefined): Promise<number> {
  mkdirSync(join(ROOT, 'out', 'reports'), { recursive: true });
  // Of every version of every file one is kept there: nobody else clears it.
  rmSync(COMPILED, { recursive: true, force: true });
  const results: Result[] = [];
  for (const stage of which === 'test' ? TEST : CHECK) results.push(...(await runStage(stage)));
  console.log('');
  for (const { step, tally } of results) console.log(`${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}`);
  const total = addTallies(results.map(({ tally }) => tally));
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
