import type { Answers, ClauseAnswers, Facts } from '../facts/schema.ts';
import type { Sha256 } from '../ids.ts';
import type { Draft } from './events.ts';

/**
 * The drafts that state a facts file from nothing: `inspection.created` first, then one a register, in the file's own
 * order, so that their fold gives back equal facts (`$schema` and empty clauses aside).
 */
export function draftsFromFacts(facts: Facts, catalogueSha256: Sha256, sample = false): Draft[] {
  const catalogue = { id: facts.catalogue.id, version: facts.catalogue.version, sha256: catalogueSha256 };
  return [
    {
      type: 'inspection.created',
      payload: { catalogue, profile: facts.profile, ...(sample ? { sample: true } : {}) },
    },
    ...facts.estates.flatMap(({ id, name, facts: known, answers }): Draft[] => [
      { type: 'estate.set', payload: { id, name, facts: known } },
      ...answerDrafts(answers, id),
    ]),
    ...answerDrafts(facts.answers, null),
    ...judgementDrafts(facts),
    ...facts.evidence.map((evidence): Draft => ({ type: 'evidence.added', payload: { evidence } })),
    ...facts.replies.map((reply): Draft => ({ type: 'finding.replied', payload: reply })),
  ];
}

function answerDrafts(clauses: ClauseAnswers, estate: string | null): Draft[] {
  return Object.entries(clauses).flatMap(([clause, answers]) => fieldDrafts(answers, clause, estate));
}

function fieldDrafts(answers: Answers, clause: string, estate: string | null): Draft[] {
  return Object.entries(answers).map(([field, value]) => ({
    type: 'answer.set',
    payload: { clause, estate, field, option: null, value },
  }));
}

function judgementDrafts(facts: Facts): Draft[] {
  return [
    ...facts.waivers.map(({ target, ...waiver }): Draft => ({ type: 'waiver.set', payload: { target, waiver } })),
    ...facts.overrides.map(({ target, ...override }): Draft => ({
      type: 'override.set',
      payload: { target, override },
    })),
    ...Object.entries(facts.narratives).map(([no, narrative]): Draft => ({
      type: 'narrative.set',
      payload: { indicator: Number(no), narrative },
    })),
    ...Object.entries(facts.notes).map(([no, text]): Draft => ({
      type: 'note.set',
      payload: { indicator: Number(no), text },
    })),
  ];
}
