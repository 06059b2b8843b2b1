import type { Answer } from '../facts/schema.ts';
import type { DraftOf, EventType, PayloadOf } from './payloads.ts';

/** What tells the registers of a kind apart, and what one of them holds. */
interface RegisterKinds {
  catalogue: { at: object; value: PayloadOf<'inspection.created'>['catalogue'] & { readonly sample: boolean } };
  profile: { at: object; value: PayloadOf<'profile.set'>['profile'] };
  estate: { at: { readonly estate: string }; value: PayloadOf<'estate.set'>['name'] };
  answer: {
    at: {
      readonly clause: string | null;
      readonly estate: string | null;
      readonly field: string;
      readonly option: string | null;
    };
    value: Answer | null;
  };
  narrative: { at: { readonly indicator: number }; value: PayloadOf<'narrative.set'>['narrative'] };
  note: { at: { readonly indicator: number }; value: string };
  waiver: { at: { readonly target: string }; value: PayloadOf<'waiver.set'>['waiver'] };
  override: { at: { readonly target: string }; value: PayloadOf<'override.set'>['override'] };
  evidence: { at: { readonly id: string }; value: PayloadOf<'evidence.added'>['evidence'] | null };
  reply: { at: { readonly key: string }; value: { readonly reason: string; readonly by: string } | null };
  status: {
    at: object;
    value:
      | { readonly finalised: PayloadOf<'inspection.finalised'> }
      | { readonly reopened: PayloadOf<'inspection.reopened'> };
  };
}

export type RegisterKind = keyof RegisterKinds;

/** What a payload writes: the smallest thing two people can disagree about. */
export type Register<K extends RegisterKind = RegisterKind> = {
  [Of in K]: { readonly of: Of } & RegisterKinds[Of]['at'];
}[K];

export type AnswerRegister = Register<'answer'>;

/** What the registers of each kind hold; null, or an empty note: nothing. */
export type RegisterValues = { readonly [K in RegisterKind]: RegisterKinds[K]['value'] };

/** One register's new value, and the draft that would write just that again (how a conflict is resolved). */
export type Assignment<K extends RegisterKind = RegisterKind> = {
  [Of in K]: {
    readonly register: Register<Of>;
    readonly value: RegisterValues[Of];
    readonly draft: DraftOf<EventType>;
  };
}[K];

/** Whether an assignment, or what is made of one, is to a register of this kind. */
export function isTo<A extends Assignment, K extends RegisterKind>(one: A, of: K): one is A & Assignment<K> {
  return one.register.of === of;
}

/** A register's name as a map key: equal for equal registers, whatever the order of their members. */
export function registerKey(register: Register): string {
  return JSON.stringify([register.of, ...partsOf(register)]);
}

/** What tells a register from others of its kind, in a fixed order. */
function partsOf(register: Register): readonly (string | number | null)[] {
  switch (register.of) {
    case 'catalogue':
    case 'profile':
    case 'status':
      return [];
    case 'estate':
      return [register.estate];
    case 'answer':
      return [register.clause, register.estate, register.field, register.option];
    case 'narrative':
    case 'note':
      return [register.indicator];
    case 'waiver':
    case 'override':
      return [register.target];
    case 'evidence':
      return [register.id];
    case 'reply':
      return [register.key];
  }
}

/** The assignment of one answer, whole or one box of it. */
export function answerAssignment(register: AnswerRegister, value: Answer | null): Assignment<'answer'> {
  const { clause, estate, field, option } = register;
  return { register, value, draft: { type: 'answer.set', payload: { clause, estate, field, option, value } } };
}
