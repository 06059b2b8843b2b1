import fc from 'fast-check';
import { assess, createLiveAssessor } from '#shared/assessment/assess.ts';
import { type CompiledCatalogue, compileCatalogue } from '#shared/assess/compile.ts';
import { createLiveJudge, judge } from '#shared/assess/judge.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { arbitraryFacts } from '#test/shared/assess/arbitrary-facts.ts';
import { type Comparison, type Samples, sampleSync } from './harness.ts';
import { jsonLogic, type JsonLogic } from './json-logic-run.ts';
import { readSample } from './sample.ts';

const GOAL = '≥ 20× faster and ≤ 100 µs';
const INFORMATION = 'none (for information)';
const RANDOM_FACTS = 500;

/**
 * All 32 indicators after one more answer, as the window judges them, and from the beginning: against JSON Logic for the
 * same outcomes, which works them all out each time. The goal's baseline is `new LogicEngine().run()` as it comes: an
 * interpreter that keeps an optimised plan of each rule. Without that plan it is slower; compiled to JavaScript, which
 * takes `new Function` and which our content policy forbids, it is faster: both are shown beside it.
 */
export function benchAssessment(): Comparison[] {
  const { catalogue, facts } = readSample();
  const compiled = compileCatalogue(catalogue);
  const library = jsonLogic(compiled);
  const states = variants(facts);
  const random = fc.sample(arbitraryFacts(catalogue), { numRuns: RANDOM_FACTS, seed: 32 });
  for (const one of [...states, ...random]) assertSame(compiled, library, one);
  console.log(
    `json-logic-engine: our ${compiled.clauses.size} outcomes on the sample and ${RANDOM_FACTS} random facts`,
  );
  return [...judging(compiled, library, states), ...assessing(compiled, states)];
}

function judging(compiled: CompiledCatalogue, library: JsonLogic, states: readonly Facts[]): Comparison[] {
  const next = inTurn(states);
  const nextData = inTurn(states.map(library.dataOf));
  const liveJudge = createLiveJudge(compiled);
  const [live, scratch, byDefault, interpreted, asCode] = sampleSync(
    [
      { name: 'judge, live: after one more answer', run: () => liveJudge(next()) },
      { name: 'judge, from the beginning', run: () => judge(compiled, next()) },
      { name: 'json-logic-engine, run() as it comes', run: () => library.run(nextData()) },
      { name: 'json-logic-engine, without its plans', run: () => library.interpret(nextData()) },
      { name: 'json-logic-engine, compiled', run: () => library.runCode(nextData()) },
    ],
    25,
    100,
  );
  if (!live || !scratch || !byDefault || !interpreted || !asCode) throw new Error('a contender is missing');
  const fast = (ratio: number, ms: number): boolean => ratio <= 1 / 20 && ms <= 0.1;
  return [
    compare(live, byDefault, GOAL, fast),
    compare(scratch, byDefault, GOAL, fast),
    compare(scratch, interpreted),
    compare(live, asCode),
  ];
}

function assessing(compiled: CompiledCatalogue, states: readonly Facts[]): Comparison[] {
  const next = inTurn(states);
  const liveAssess = createLiveAssessor(compiled);
  const [live, scratch] = sampleSync(
    [
      { name: 'assess, live: with explanations and 数据核对', run: () => liveAssess(next()) },
      { name: 'assess, from the beginning', run: () => assess(compiled, next()) },
    ],
    15,
    5,
  );
  if (!live || !scratch) throw new Error('a contender is missing');
  return [compare(live, scratch)];
}

/** Both sides must have done the same work before they are timed. What people decided is left out on both. */
function assertSame(compiled: CompiledCatalogue, library: JsonLogic, facts: Facts): void {
  const undecided = { ...facts, waivers: [], overrides: [] };
  const theirs = library.verdicts(library.dataOf(undecided));
  for (const { id, result } of judge(compiled, undecided).indicators.flatMap(({ clauses }) => clauses)) {
    if (theirs.get(id) !== result) throw new Error(`clause ${id}: ${result} by us, ${theirs.get(id)} by the library`);
  }
}

/** The facts with one answer changed each time, everything else shared: an inspector at work. */
function variants(facts: Facts): readonly Facts[] {
  return [2813, 2700, 2600, 2531].map((gigabit) => ({
    ...facts,
    answers: { ...facts.answers, '1a': { gigabit } },
  }));
}

function inTurn<T>(list: readonly T[]): () => T {
  let turn = 0;
  return () => {
    const value = list[(turn += 1) % list.length];
    if (value === undefined) throw new Error('nothing to take in turn');
    return value;
  };
}

function compare(ours: Samples, baseline: Samples, goal = INFORMATION, met: Comparison['met'] = null): Comparison {
  return { title: `32 indicators: ${ours.name}`, ours, baseline, goal, met };
}
