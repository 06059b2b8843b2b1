import { boxesOf } from './boxes.ts';
import type { Answer, Answers, Facts } from './schema.ts';

/** Where an answer lives: clause null: a fact of the community or 小区; estate null: the community; option null: the whole field. */
export interface AnswerAddress {
  readonly clause: string | null;
  readonly estate: string | null;
  readonly field: string;
  readonly option: string | null;
}

/** The answer that stands at an address now; null where it is unanswered. */
export function answerAt(facts: Facts, { clause, estate, field, option }: AnswerAddress): Answer | null {
  const value = answersAt(facts, clause, estate)?.[field] ?? null;
  return option === null ? value : (boxesOf(value)[option] ?? null);
}

function answersAt(facts: Facts, clause: string | null, estateId: string | null): Answers | undefined {
  if (estateId === null) return clause === null ? facts.profile.facts : facts.answers[clause];
  const estate = facts.estates.find((candidate) => candidate.id === estateId);
  return clause === null ? estate?.facts : estate?.answers[clause];
}
