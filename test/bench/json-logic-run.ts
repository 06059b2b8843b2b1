import { LogicEngine } from 'json-logic-engine';
import type { CompiledCatalogue } from '#shared/assess/compile.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { type Data, dataOf, type Figure } from './json-logic-data.ts';
import { OUTCOMES, type Question, toJsonLogic } from './json-logic.ts';

/** The library at work on a catalogue; each way to run it gives the outcomes of all clauses, in order. */
export interface JsonLogic {
  /** Prepares facts, which is not timed. */
  readonly dataOf: (facts: Facts) => Data;
  /** As it comes: interpreted, with a plan kept for each rule. */
  readonly run: (data: Data) => readonly number[];
  /** Interpreted, the plans switched off. */
  readonly interpret: (data: Data) => readonly number[];
  /** Compiled to JavaScript beforehand. */
  readonly runCode: (data: Data) => readonly number[];
  /** By clause, in our words. */
  readonly verdicts: (data: Data) => ReadonlyMap<string, string | undefined>;
}

export function jsonLogic(compiled: CompiledCatalogue): JsonLogic {
  const figures: Figure[] = [];
  const questions = toJsonLogic(compiled, figures);
  const engine = new LogicEngine();
  const plain = new LogicEngine(undefined, { disableInterpretedOptimization: true });
  const code = new Map(questions.map((question) => [question, engine.build(question.logic)]));
  const run = (data: Data) => outcomes(questions, data, ({ logic }, input) => engine.run(logic, input));
  return {
    dataOf: (facts) => dataOf(facts, figures, compiled),
    run,
    interpret: (data) => outcomes(questions, data, ({ logic }, input) => plain.run(logic, input)),
    runCode: (data) => outcomes(questions, data, (question, input) => code.get(question)?.(input)),
    verdicts: (data) => new Map(run(data).map((outcome, index) => [questions[index]?.clause ?? '', OUTCOMES[outcome]])),
  };
}

/** Of a clause that is asked for every 小区, the outcome of all together. */
function outcomes(
  questions: readonly Question[],
  { community, estates }: Data,
  answer: (question: Question, data: object) => unknown,
): number[] {
  return questions.map((question) => {
    if (!question.each) return Number(answer(question, community));
    if (estates.length === 0) return OUTCOMES.indexOf('待核');
    return Math.max(...estates.map((estate) => Number(answer(question, estate))));
  });
}
