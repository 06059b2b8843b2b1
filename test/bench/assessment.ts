import { LogicEngine } from 'json-logic-engine';
import { assess } from '#shared/assess/assess.ts';
import { compileCatalogue } from '#shared/assess/compile.ts';
import { judge } from '#shared/assess/judge.ts';
import { readSample } from './sample.ts';
import { type Comparison, sampleSync } from './harness.ts';
import { toJsonLogic } from './json-logic.ts';

/** All 32 indicators of the sample: our compiled rules against the same rules in JSON Logic, interpreted and compiled. */
export function benchAssessment(): Comparison[] {
  const { catalogue, facts } = readSample();
  const compiled = compileCatalogue(catalogue);
  const logic = toJsonLogic(catalogue);
  const engine = new LogicEngine();
  const plain = new LogicEngine(undefined, { disableInline: false, disableInterpretedOptimization: true });
  const built = logic.map((rule) => engine.build(rule));
  const data = {
    profile: facts.profile.facts,
    answers: facts.answers,
    estate: { ...facts.estates[0]?.facts, answers: facts.estates[0]?.answers },
  };
  const [judged, assessed, interpreted, optimised, compiledLogic] = sampleSync(
    [
      { name: 'judge: 32 verdicts, exact and four-valued', run: () => judge(compiled, facts) },
      { name: 'assess: with explanations, 完成情况, 数据核对', run: () => assess(compiled, facts) },
      { name: 'json-logic-engine, interpreted', run: () => logic.map((rule) => plain.run(rule, data)) },
      { name: 'json-logic-engine, interpreted with its cache', run: () => logic.map((rule) => engine.run(rule, data)) },
      { name: 'json-logic-engine, compiled', run: () => built.map((rule) => rule(data)) },
    ],
    40,
    200,
  );
  if (!judged || !assessed || !interpreted || !optimised || !compiledLogic) throw new Error('a contender is missing');
  const against = (baseline: typeof interpreted, goal: string, limit: number): Comparison => ({
    title: `Verdicts of all 32 indicators against ${baseline.name}`,
    ours: judged,
    baseline,
    goal,
    met: (ratio, ms) => ratio <= limit && ms <= 0.1,
  });
  return [
    against(interpreted, '≥ 20× faster and ≤ 100 µs', 1 / 20),
    against(optimised, '(for information) faster', 1),
    against(compiledLogic, '(for information) faster', 1),
    {
      title: 'The full assessment the window computes on each answer',
      ours: assessed,
      baseline: interpreted,
      goal: '(for information) below 16 ms, a frame',
      met: (_, ms) => ms < 16,
    },
  ];
}
