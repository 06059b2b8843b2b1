import { answerAt } from '../facts/answer-at.ts';
import type { Facts } from '../facts/schema.ts';
import { sameJson } from './canonical.ts';
import type { Draft } from './event.ts';
import { assignmentsOf } from './register.ts';

/** The reason that the journal holds where adding a piece of evidence was taken back. */
const UNDONE = '撤销添加';

/**
 * The changes that bring back what `draft` is about to replace, and nothing beside it; null for steps that are not undone
 * this way.
 */
export function inversesOf(facts: Facts, draft: Draft): readonly Draft[] | null {
  const backs = assignmentsOf(draft).map((one) => inverseOf(facts, one.draft));
  const known = backs.filter((back) => back !== null);
  return known.length === 0 || known.length < backs.length ? null : known;
}

/** The change that brings back the one place that `draft` (of an assignment) writes; null where there is no way back. */
export function inverseOf(facts: Facts, draft: Draft): Draft | null {
  switch (draft.type) {
    case 'answer.set':
      return { type: 'answer.set', payload: { ...draft.payload, value: answerAt(facts, draft.payload) } };
    case 'narrative.set': {
      const { indicator } = draft.payload;
      return { type: 'narrative.set', payload: { indicator, narrative: facts.narratives[indicator] ?? null } };
    }
    case 'note.set': {
      const { indicator } = draft.payload;
      return { type: 'note.set', payload: { indicator, text: facts.notes[indicator] ?? '' } };
    }
    case 'profile.set':
      return { type: 'profile.set', payload: { profile: { ...facts.profile, facts: {} } } };
    case 'estate.set': {
      const before = facts.estates.find((estate) => estate.id === draft.payload.id);
      const { id } = draft.payload;
      return { type: 'estate.set', payload: { id, name: before?.name ?? null, facts: {} } };
    }
    default:
      return inverseOfJudgement(facts, draft);
  }
}

function inverseOfJudgement(facts: Facts, draft: Draft): Draft | null {
  switch (draft.type) {
    case 'waiver.set': {
      const { target } = draft.payload;
      const before = facts.waivers.find((waiver) => waiver.target === target);
      const waiver = before === undefined ? null : { reason: before.reason, by: before.by };
      return { type: 'waiver.set', payload: { target, waiver } };
    }
    case 'override.set': {
      const { target } = draft.payload;
      const before = facts.overrides.find((override) => override.target === target);
      const override = before === undefined ? null : { result: before.result, reason: before.reason, by: before.by };
      return { type: 'override.set', payload: { target, override } };
    }
    case 'evidence.added': {
      const { id } = draft.payload.evidence;
      const before = facts.evidence.find((evidence) => evidence.id === id);
      return before === undefined
        ? { type: 'evidence.removed', payload: { id, reason: UNDONE } }
        : { type: 'evidence.added', payload: { evidence: before } };
    }
    case 'evidence.removed': {
      const before = facts.evidence.find((evidence) => evidence.id === draft.payload.id);
      return before === undefined ? null : { type: 'evidence.added', payload: { evidence: before } };
    }
    case 'finding.replied': {
      const { key, by } = draft.payload;
      const before = facts.replies.find((reply) => reply.key === key);
      return { type: 'finding.replied', payload: { key, reason: before?.reason ?? null, by: before?.by ?? by } };
    }
    default:
      return null;
  }
}

/** Whether recording the change would change nothing. */
export function isInFacts(facts: Facts, draft: Draft): boolean {
  const written = assignmentsOf(draft);
  return written.length > 0 && written.every((one) => isWritten(facts, one.draft));
}

function isWritten(facts: Facts, draft: Draft): boolean {
  if (draft.type === 'evidence.added') {
    const { evidence } = draft.payload;
    return facts.evidence.some((item) => item.id === evidence.id && sameJson(item, evidence));
  }
  if (draft.type === 'evidence.removed') return !facts.evidence.some((item) => item.id === draft.payload.id);
  return sameJson(inverseOf(facts, draft), draft);
}
