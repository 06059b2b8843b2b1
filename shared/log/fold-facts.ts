import { isBoxes } from '../facts/boxes.ts';
import type { Answer, Answers, ClauseAnswers, Estate, Facts } from '../facts/schema.ts';
import type { AnswerRegister, Register, RegisterKind, RegisterValues } from './register.ts';
import { boxFrontier, shownOf, shownOfKind, slotOf } from './slots.ts';
import type { Slot, Slots } from './slots.ts';

/** The facts that a slot map states, lists in the order of their first writing; null before the inspection is created. */
export function factsOf(slots: Slots): Facts | null {
  const catalogue = shownOfKind(slotOf(slots, { of: 'catalogue' }), 'catalogue');
  const profile = shownOfKind(slotOf(slots, { of: 'profile' }), 'profile');
  if (catalogue === undefined || profile === undefined) return null;
  const { id, version } = catalogue.value;
  const answers = collectAnswers(slots);
  const listOf = <K extends RegisterKind>(of: K) => present(slots, of);
  return {
    schemaVersion: 1,
    catalogue: { id, version },
    profile: { ...profile.value, facts: answers.at(null, null) },
    estates: listOf('estate').map(({ register, value }) => estateOf(register.estate, value, answers)),
    answers: answers.byClause(null),
    waivers: listOf('waiver').map(({ register: { target }, value }) => ({ target, ...value })),
    overrides: listOf('override').map(({ register: { target }, value }) => ({ target, ...value })),
    narratives: Object.fromEntries(listOf('narrative').map(({ register, value }) => [register.indicator, value])),
    notes: Object.fromEntries(listOf('note').map(({ register, value }) => [register.indicator, value])),
    evidence: listOf('evidence').map(({ value }) => value),
    replies: listOf('reply').map(({ register: { key }, value }) => ({ key, ...value })),
  };
}

interface Present<K extends RegisterKind> {
  readonly register: Register<K>;
  readonly value: NonNullable<RegisterValues[K]>;
}

function present<K extends RegisterKind>(slots: Slots, of: K): Present<K>[] {
  return [...slots.values()].flatMap((slot) => {
    const shown = shownOfKind(slot, of);
    return shown === undefined || shown.value === null ? [] : [{ register: shown.register, value: shown.value }];
  });
}

function estateOf(id: string, name: string, answers: CollectedAnswers): Estate {
  return { id, name, facts: answers.at(null, id), answers: answers.byClause(id) };
}

interface CollectedAnswers {
  /** Answers of one clause (null: facts) in one 小区 (null: the community). */
  at(clause: string | null, estate: string | null): Answers;
  byClause(estate: string | null): ClauseAnswers;
}

/** Groups every answer that has a value; fields come out as own properties whatever their names. */
function collectAnswers(slots: Slots): CollectedAnswers {
  const groups = new Map<string | null, Map<string | null, [string, Answer][]>>();
  for (const slot of slots.values()) {
    const { register } = slot;
    if (register.of !== 'answer' || register.option !== null) continue;
    const value = answerOf(slots, slot, register);
    if (value === null) continue;
    const clauses = groups.get(register.estate) ?? new Map<string | null, [string, Answer][]>();
    groups.set(register.estate, clauses);
    const fields = clauses.get(register.clause) ?? [];
    fields.push([register.field, value]);
    clauses.set(register.clause, fields);
  }
  const at = (clause: string | null, estate: string | null) =>
    Object.fromEntries(groups.get(estate)?.get(clause) ?? []);
  const byClause = (estate: string | null) =>
    Object.fromEntries(
      [...(groups.get(estate)?.keys() ?? [])].flatMap((clause) =>
        clause === null ? [] : [[clause, at(clause, estate)] as const],
      ),
    );
  return { at, byClause };
}

/** A checklist is put together from its boxes; any other answer is what the whole-field register shows. */
function answerOf(slots: Slots, slot: Slot, register: AnswerRegister): Answer | null {
  const value = shownOfKind(slot, 'answer')?.value ?? null;
  if (value !== null && !isBoxes(value)) return value;
  const boxes = [...slot.options].flatMap((option) => {
    const box = shownOf(boxFrontier(slots, slot, { ...register, option }))?.value ?? null;
    return typeof box === 'boolean' ? [[option, box] as const] : [];
  });
  return boxes.length > 0 || value !== null ? Object.fromEntries(boxes) : null;
}
