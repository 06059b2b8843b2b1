import type { Answer } from '../facts/schema.ts';
import type { Draft, PayloadOf } from './event.ts';

/** What a payload writes: the smallest thing two people can disagree about. */
export type Register =
  | { readonly of: 'catalogue' }
  | { readonly of: 'profile' }
  | { readonly of: 'estate'; readonly estate: string }
  | {
      readonly of: 'answer';
      readonly clause: string | null;
      readonly estate: string | null;
      readonly field: string;
      readonly option: string | null;
    }
  | { readonly of: 'narrative'; readonly indicator: number }
  | { readonly of: 'note'; readonly indicator: number }
  | { readonly of: 'waiver'; readonly target: string }
  | { readonly of: 'override'; readonly target: string }
  | { readonly of: 'evidence'; readonly id: string }
  | { readonly of: 'reply'; readonly key: string }
  | { readonly of: 'status' };

export type AnswerRegister = Extract<Register, { of: 'answer' }>;

/** One register's new value, and the draft that would write just that again (how a conflict is resolved). */
export interface Assignment {
  readonly register: Register;
  readonly value: unknown;
  readonly draft: Draft;
}

/** A register's name as a map key: equal for equal registers. */
export function registerKey(register: Register): string {
  if (register.of !== 'answer') return Object.values(register).join('\n');
  const { clause, estate, field, option } = register;
  return JSON.stringify([clause, estate, field, option]);
}

/** What a draft writes. A profile's or 小区's `facts` write only the fields they name: absence clears nothing. */
export function assignmentsOf(draft: Draft): Assignment[] {
  switch (draft.type) {
    case 'inspection.created': {
      const { catalogue, profile, sample } = draft.payload;
      const pin = { register: { of: 'catalogue' } as const, value: { ...catalogue, sample: sample ?? false }, draft };
      return [pin, ...profileAssignments(profile)];
    }
    case 'profile.set':
      return profileAssignments(draft.payload.profile);
    case 'estate.set': {
      const { id, name, facts } = draft.payload;
      const bare: Draft = { type: 'estate.set', payload: { id, name, facts: {} } };
      return [{ register: { of: 'estate', estate: id }, value: name, draft: bare }, ...factAssignments(id, facts)];
    }
    case 'answer.set': {
      const { value, ...at } = draft.payload;
      return [answerAssignment({ of: 'answer', ...at }, value)];
    }
    default:
      return singleAssignment(draft);
  }
}

type Single = Exclude<Draft, { type: 'inspection.created' | 'profile.set' | 'estate.set' | 'answer.set' }>;

function singleAssignment(draft: Single): Assignment[] {
  const { type, payload } = draft;
  const write = (register: Register, value: unknown) => [{ register, value, draft }];
  switch (type) {
    case 'narrative.set':
      return write({ of: 'narrative', indicator: payload.indicator }, payload.narrative);
    case 'note.set':
      return write({ of: 'note', indicator: payload.indicator }, payload.text);
    case 'waiver.set':
      return write({ of: 'waiver', target: payload.target }, payload.waiver);
    case 'override.set':
      return write({ of: 'override', target: payload.target }, payload.override);
    case 'evidence.added':
      return write({ of: 'evidence', id: payload.evidence.id }, payload.evidence);
    case 'evidence.removed':
      return write({ of: 'evidence', id: payload.id }, null);
    case 'finding.replied': {
      const { key, reason, by } = payload;
      return write({ of: 'reply', key }, reason === null ? null : { reason, by });
    }
    case 'inspection.finalised':
      return write({ of: 'status' }, { finalised: payload });
    case 'inspection.reopened':
      return write({ of: 'status' }, { reopened: payload });
    case 'notice.published':
    case 'clock.observed':
      return [];
  }
}

function profileAssignments(profile: PayloadOf<'profile.set'>['profile']): Assignment[] {
  const bare = { ...profile, facts: {} };
  const draft: Draft = { type: 'profile.set', payload: { profile: bare } };
  return [{ register: { of: 'profile' }, value: bare, draft }, ...factAssignments(null, profile.facts)];
}

function factAssignments(estate: string | null, facts: Readonly<Record<string, Answer>>): Assignment[] {
  return Object.entries(facts).map(([field, value]) =>
    answerAssignment({ of: 'answer', clause: null, estate, field, option: null }, value),
  );
}

/** The assignment of one answer, whole or one box of it. */
export function answerAssignment(register: AnswerRegister, value: Answer | null): Assignment {
  const { clause, estate, field, option } = register;
  return { register, value, draft: { type: 'answer.set', payload: { clause, estate, field, option, value } } };
}
