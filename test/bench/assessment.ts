import { LogicEngine } from 'json-logic-engine';
import { assess, createLiveAssessor } from '#shared/assess/assess.ts';
import { compileCatalogue } from '#shared/assess/compile.ts';
import { createLiveJudge, judge } from '#shared/assess/judge.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { readSample } from './sample.ts';
import { type Comparison, type Contender, type Samples, sampleSync } from './harness.ts';
import { type Logic, toJsonLogic } from './json-logic.ts';

/**
 * All 32 indicators after one more answer, as the window judges them, and from the beginning: against the same ratio,
 * count and checklist rules in JSON Logic, which works them all out each time, interpreted and compiled.
 */
export function benchAssessment(): Comparison[] {
  const { catalogue, facts } = readSample();
  const compiled = compileCatalogue(catalogue);
  const [liveJudge, liveAssess] = [createLiveJudge(compiled), createLiveAssessor(compiled)];
  const next = typing(facts);
  const [live, scratch, liveFull, full, interpreted, cached, built] = sampleSync(
    [
      { name: 'judge, live: after one more answer', run: () => liveJudge(next()) },
      { name: 'judge, from the beginning', run: () => judge(compiled, next()) },
      { name: 'assess, live: with explanations and 数据核对', run: () => liveAssess(next()) },
      { name: 'assess, from the beginning', run: () => assess(compiled, next()) },
      ...jsonLogic(toJsonLogic(catalogue), next),
    ],
    40,
    100,
  );
  if (!live || !scratch || !liveFull || !full || !interpreted || !cached || !built)
    throw new Error('a contender is missing');
  return [
    compare(live, interpreted, '≥ 20× faster and ≤ 100 µs', (ratio, ms) => ratio <= 1 / 20 && ms <= 0.1),
    compare(scratch, interpreted, '≥ 20× faster and ≤ 100 µs', (ratio, ms) => ratio <= 1 / 20 && ms <= 0.1),
    compare(live, cached, 'faster (for information)', (ratio) => ratio < 1),
    compare(live, built, 'faster (for information)', (ratio) => ratio < 1),
    compare(liveFull, full, 'faster (for information)', (ratio) => ratio < 1),
  ];
}

/** The facts with one answer changed each time it is called, everything else shared: an inspector at work. */
function typing(facts: Facts): () => Facts {
  const variants = [2813, 2700, 2600, 2531].map((gigabit) => ({
    ...facts,
    answers: { ...facts.answers, '1a': { gigabit } },
  }));
  let turn = 0;
  return () => variants[(turn += 1) % variants.length] ?? facts;
}

/** Three ways to run the library: interpreted, interpreted with its cache of optimised rules, compiled. */
function jsonLogic(logic: readonly Logic[], next: () => Facts): Contender[] {
  const engine = new LogicEngine();
  const plain = new LogicEngine(undefined, { disableInline: false, disableInterpretedOptimization: true });
  const built = logic.map((rule) => engine.build(rule));
  const each = (run: (rule: Logic, input: unknown) => unknown) => () => {
    const input = data(next());
    return logic.map((rule) => run(rule, input));
  };
  return [
    { name: 'json-logic-engine, interpreted', run: each((rule, input) => plain.run(rule, input)) },
    { name: 'json-logic-engine, with its cache', run: each((rule, input) => engine.run(rule, input)) },
    {
      name: 'json-logic-engine, compiled',
      run: () => {
        const input = data(next());
        return built.map((rule) => rule(input));
      },
    },
  ];
}

const data = (facts: Facts) => ({
  profile: facts.profile.facts,
  answers: facts.answers,
  estate: { ...facts.estates[0]?.facts, answers: facts.estates[0]?.answers },
});

function compare(ours: Samples, baseline: Samples, goal: string, met: Comparison['met']): Comparison {
  return { title: `32 indicators: ${ours.name}`, ours, baseline, goal, met };
}
