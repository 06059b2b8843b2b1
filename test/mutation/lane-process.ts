import { join } from 'node:path';
import { createVitest, type TestCase, type TestSpecification } from 'vitest/node';

// One of the trees that bugs are planted in, with a test runner that stays: it reads what is asked, and answers.
// Started by main.ts alone, in the folder of the tree.

/** `changed`: the file that is another than before; `tests`: those to run, nearest first. */
export interface Question {
  readonly changed: string;
  readonly tests: readonly string[];
}

/** The first test that fails and the file it is in; null where none does. */
export type Verdict = { readonly file: string; readonly test: string } | null;

/** Test files at a time: most bugs are found by the nearest, so that the others need not start. */
const AT_ONCE = 4;

let failed: Verdict = null;
/** The next run must not begin while the last one is still being called off. */
let calledOff: Promise<void> = Promise.resolve();
/** Has its own text again by now. */
let lastChanged: string | null = null;
const root = process.cwd();
const vitest = await createVitest({
  root,
  config: join(root, 'build', 'vitest.config.ts'),
  project: ['unit'],
  watch: false,
  maxWorkers: 1,
  // A worker that stays would keep the file as it was.
  isolate: true,
  reporters: [{ onTestCaseResult }],
});
const known = await vitest.globTestSpecifications();
process.on('message', (question: Question) => {
  void ask(question).then((verdict) => process.send?.({ verdict }));
});
// Without the one that asks there is nothing to do.
process.on('disconnect', () => process.exit());
process.send?.({ verdict: null });

function onTestCaseResult(test: TestCase): void {
  if (test.result().state !== 'failed' || failed !== null) return;
  failed = { file: test.module.relativeModuleId, test: test.fullName };
  calledOff = vitest.cancelCurrentRun('test-failure');
}

async function ask({ changed, tests }: Question): Promise<Verdict> {
  failed = null;
  for (const file of [lastChanged ?? changed, changed]) vitest.invalidateFile(join(root, file));
  lastChanged = changed;
  const order = new Map(tests.map((test, index) => [join(root, test), index]));
  const place = ({ moduleId }: TestSpecification) => order.get(moduleId) ?? tests.length;
  const specifications = known.filter(({ moduleId }) => order.has(moduleId)).toSorted((a, b) => place(a) - place(b));
  for (let from = 0; from < specifications.length && failed === null; from += AT_ONCE) {
    await run(specifications.slice(from, from + AT_ONCE));
  }
  await calledOff;
  return failed;
}

/** A file that cannot even be loaded, or an error outside every test, is found too. */
async function run(specifications: TestSpecification[]): Promise<void> {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  // What earlier runs left is listed too.
  const asked = new Set(specifications.map(({ moduleId }) => moduleId));
  const broken = testModules.find((module) => asked.has(module.moduleId) && module.state() === 'failed');
  if (broken !== undefined) failed ??= { file: broken.relativeModuleId, test: 'the file itself' };
  const [first] = specifications;
  if (unhandledErrors.length > 0 && first !== undefined) {
    failed ??= { file: first.moduleId, test: 'an error outside the tests' };
  }
}
