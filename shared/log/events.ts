import * as v from 'valibot';
import { answerAt } from '../facts/answer-at.ts';
import type { Answer, Facts } from '../facts/schema.ts';
import { PAYLOADS, WRITTEN } from './payloads.ts';
import type { DraftOf, EventType, PayloadOf } from './payloads.ts';
import { answerAssignment } from './register.ts';
import type { Assignment, Register, RegisterKind, RegisterValues } from './register.ts';
import type { Stage } from './stage.ts';

/** What a writer asks to record: the host adds who, when and where in the chain. */
export type Draft = DraftOf<EventType>;

/** A register's new value; `draft` where the event as a whole writes more than this. */
type Written = {
  [K in RegisterKind]: {
    readonly register: Register<K>;
    readonly value: RegisterValues[K];
    readonly draft?: Draft;
  };
}[RegisterKind];

type SchemaOf<T extends EventType, P extends v.GenericSchema> = v.StrictObjectSchema<
  { readonly type: v.LiteralSchema<T, undefined>; readonly payload: P },
  undefined
>;

/** All that the program knows of a type of event. */
interface EventKind<T extends EventType> {
  /** What may be written anew, and what is still read. */
  readonly draft: SchemaOf<T, (typeof WRITTEN)[T]>;
  readonly recorded: SchemaOf<T, (typeof PAYLOADS)[T]>;
  /** Who writes it: what the host alone can vouch for it takes from no window (SPEC LG11). */
  readonly by: 'window' | 'host';
  /** The stages of an inspection that take it. */
  readonly taken: readonly Stage[];
  /** Whether it changes what is assessed and published, where the inspection stands, or neither. */
  readonly about: 'facts' | 'standing' | 'record';
  /** The registers it writes, each the smallest thing that two people can disagree about. */
  readonly writes: (payload: PayloadOf<T>) => readonly Written[];
  /** What brings back what `facts` hold where it writes (one register); null: there is no way back. */
  readonly inverse: ((payload: PayloadOf<T>, facts: Facts) => Draft | null) | null;
}

/** The reason that the journal holds where adding a piece of evidence was taken back. */
const UNDONE = '撤销添加';

/** The types of events: a row each, from which everything else that goes by type is derived. */
export const EVENTS: { readonly [T in EventType]: EventKind<T> } = {
  'inspection.created': {
    ...schemasOf('inspection.created'),
    by: 'host',
    // It begins an inspection, which therefore has no stage yet.
    taken: [],
    about: 'facts',
    writes: ({ catalogue, profile, sample }) => [
      { register: { of: 'catalogue' }, value: { ...catalogue, sample: sample ?? false } },
      ...profileWrites(profile),
    ],
    inverse: null,
  },
  'profile.set': {
    ...schemasOf('profile.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ profile }) => profileWrites(profile),
    inverse: (_, { profile }) => ({ type: 'profile.set', payload: { profile: { ...profile, facts: {} } } }),
  },
  'estate.set': {
    ...schemasOf('estate.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ id, name, facts }) => [
      {
        register: { of: 'estate', estate: id },
        value: name,
        draft: { type: 'estate.set', payload: { id, name, facts: {} } },
      },
      ...factWrites(id, facts),
    ],
    inverse: ({ id }, { estates }) => {
      const name = estates.find((estate) => estate.id === id)?.name ?? null;
      return { type: 'estate.set', payload: { id, name, facts: {} } };
    },
  },
  'answer.set': {
    ...schemasOf('answer.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ value, ...at }) => [answerAssignment({ of: 'answer', ...at }, value)],
    inverse: (at, facts) => ({ type: 'answer.set', payload: { ...at, value: answerAt(facts, at) } }),
  },
  'narrative.set': {
    ...schemasOf('narrative.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ indicator, narrative }) => [{ register: { of: 'narrative', indicator }, value: narrative }],
    inverse: ({ indicator }, { narratives }) => ({
      type: 'narrative.set',
      payload: { indicator, narrative: narratives[indicator] ?? null },
    }),
  },
  'note.set': {
    ...schemasOf('note.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ indicator, text }) => [{ register: { of: 'note', indicator }, value: text }],
    inverse: ({ indicator }, { notes }) => ({
      type: 'note.set',
      payload: { indicator, text: notes[indicator] ?? '' },
    }),
  },
  'waiver.set': {
    ...schemasOf('waiver.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ target, waiver }) => [{ register: { of: 'waiver', target }, value: waiver }],
    inverse: ({ target }, { waivers }) => {
      const before = waivers.find((waiver) => waiver.target === target);
      const waiver = before === undefined ? null : { reason: before.reason, by: before.by };
      return { type: 'waiver.set', payload: { target, waiver } };
    },
  },
  'override.set': {
    ...schemasOf('override.set'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ target, override }) => [{ register: { of: 'override', target }, value: override }],
    inverse: ({ target }, { overrides }) => {
      const before = overrides.find((override) => override.target === target);
      const override = before === undefined ? null : { result: before.result, reason: before.reason, by: before.by };
      return { type: 'override.set', payload: { target, override } };
    },
  },
  'evidence.added': {
    ...schemasOf('evidence.added'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ evidence }) => [{ register: { of: 'evidence', id: evidence.id }, value: evidence }],
    inverse: ({ evidence: { id } }, facts) =>
      evidenceAgain(id, facts) ?? { type: 'evidence.removed', payload: { id, reason: UNDONE } },
  },
  'evidence.removed': {
    ...schemasOf('evidence.removed'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ id }) => [{ register: { of: 'evidence', id }, value: null }],
    inverse: ({ id }, facts) => evidenceAgain(id, facts),
  },
  'finding.replied': {
    ...schemasOf('finding.replied'),
    by: 'window',
    taken: ['open'],
    about: 'facts',
    writes: ({ key, reason, by }) => [
      { register: { of: 'reply', key }, value: reason === null ? null : { reason, by } },
    ],
    inverse: ({ key, by }, { replies }) => {
      const before = replies.find((reply) => reply.key === key);
      return { type: 'finding.replied', payload: { key, reason: before?.reason ?? null, by: before?.by ?? by } };
    },
  },
  'inspection.finalised': {
    ...schemasOf('inspection.finalised'),
    by: 'host',
    taken: ['open'],
    about: 'standing',
    writes: (finalised) => [{ register: { of: 'status' }, value: { finalised } }],
    inverse: null,
  },
  'inspection.reopened': {
    ...schemasOf('inspection.reopened'),
    by: 'window',
    taken: ['finalised', 'signed', 'overtaken'],
    about: 'standing',
    writes: (reopened) => [{ register: { of: 'status' }, value: { reopened } }],
    inverse: null,
  },
  'notice.published': {
    ...schemasOf('notice.published'),
    by: 'host',
    taken: ['finalised', 'signed'],
    about: 'record',
    writes: () => [],
    inverse: null,
  },
  'clock.observed': {
    ...schemasOf('clock.observed'),
    by: 'host',
    taken: ['open', 'finalised', 'signed', 'overtaken'],
    about: 'record',
    writes: () => [],
    inverse: null,
  },
};

/** Whether a type is one that this program knows. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

/** What may be written anew. */
export const Draft = v.variant(
  'type',
  Object.values(EVENTS).map(({ draft }) => draft),
);

/** What a draft writes. A profile's or 小区's `facts` write only the fields they name: absence clears nothing. */
export function assignmentsOf(draft: Draft): Assignment[] {
  return writesOf(draft).map((one) => ({ ...one, draft: one.draft ?? draft }));
}

function writesOf<T extends EventType>({ type, payload }: DraftOf<T>): readonly Written[] {
  return EVENTS[type].writes(payload);
}

/** The change that brings back the one place that `draft` (of an assignment) writes; null where there is no way back. */
export function inverseOf<T extends EventType>(facts: Facts, draft: DraftOf<T>): Draft | null {
  return EVENTS[draft.type].inverse?.(draft.payload, facts) ?? null;
}

/** Whether a draft changes what is assessed and published, rather than the inspection's standing. */
export const changesFacts = (draft: Draft | null): boolean => draft !== null && EVENTS[draft.type].about === 'facts';

function schemasOf<T extends EventType>(type: T): Pick<EventKind<T>, 'draft' | 'recorded'> {
  const name = v.literal(type);
  return {
    draft: v.strictObject({ type: name, payload: WRITTEN[type] }),
    recorded: v.strictObject({ type: name, payload: PAYLOADS[type] }),
  };
}

function profileWrites(profile: PayloadOf<'profile.set'>['profile']): readonly Written[] {
  const bare = { ...profile, facts: {} };
  const draft: Draft = { type: 'profile.set', payload: { profile: bare } };
  return [{ register: { of: 'profile' }, value: bare, draft }, ...factWrites(null, profile.facts)];
}

function factWrites(estate: string | null, facts: Readonly<Record<string, Answer>>): readonly Written[] {
  return Object.entries(facts).map(([field, value]) =>
    answerAssignment({ of: 'answer', clause: null, estate, field, option: null }, value),
  );
}

function evidenceAgain(id: string, { evidence }: Facts): Draft | null {
  const before = evidence.find((one) => one.id === id);
  return before === undefined ? null : { type: 'evidence.added', payload: { evidence: before } };
}
