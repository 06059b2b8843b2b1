import type { Facts } from '../facts/schema.ts';
import { sameJson } from './canonical.ts';
import { assignmentsOf, inverseOf } from './events.ts';
import type { Draft } from './events.ts';

/**
 * The changes that bring back what `draft` is about to replace, and nothing beside it; null for steps that are not undone
 * this way.
 */
export function inversesOf(facts: Facts, draft: Draft): readonly Draft[] | null {
  const backs = assignmentsOf(draft).map((one) => inverseOf(facts, one.draft));
  const known = backs.filter((back) => back !== null);
  return known.length === 0 || known.length < backs.length ? null : known;
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
