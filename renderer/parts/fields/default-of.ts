import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Answer } from '#shared/facts/schema.ts';
import { answerAt } from '#shared/facts/answer-at.ts';
import type { Inspection } from '#renderer/stores/session-types.ts';
import { clauseNumber, figureText } from '#renderer/text/format.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import type { Address } from './address.ts';

interface Default {
  readonly value: Answer;
  readonly text: string;
  readonly hint: string;
}

const cache = new WeakMap<object, Map<string, Default>>();

/** The answer a figure takes over from elsewhere until it has one of its own; the same object while nothing changes. */
export function defaultOf(inspection: Inspection, field: Field, address: Address): Default | null {
  if ((field.kind !== 'count' && field.kind !== 'quantity') || field.defaultsTo === undefined) return null;
  const at = addressOf(field.defaultsTo, address);
  const value = answerAt(inspection.facts, { ...at, option: null });
  if (value === null || typeof value === 'object' || typeof value === 'boolean') return null;
  const known = cache.get(field) ?? new Map<string, Default>();
  cache.set(field, known);
  const key = `${address.estate ?? ''} ${value}`;
  const made = known.get(key) ?? {
    value,
    text: String(value),
    hint: walkText.from(figureText(value), sourceOf(at, address)),
  };
  known.set(key, made);
  return made;
}

/** Where a reference of a catalogue points from a given field. */
export function addressOf(ref: string, from: Address): Address {
  const [scope = '', name] = ref.split('.');
  if (name === undefined) return { ...from, field: scope };
  if (scope === 'profile') return { clause: null, estate: null, field: name };
  if (scope === 'estate') return { clause: null, estate: from.estate, field: name };
  return { clause: scope, estate: null, field: name };
}

function sourceOf(at: Address, from: Address): string {
  if (at.clause === null) return at.estate === null ? walkText.community : walkText.estateFacts;
  return at.clause === from.clause ? '' : clauseNumber(at.clause);
}
