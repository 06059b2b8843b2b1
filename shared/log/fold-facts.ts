import type { Answer, Answers, ClauseAnswers, Estate, Facts, Profile } from '../facts/schema.ts';
import type { Register } from './register.ts';
import { boxFrontier, shownOf, shownWrite } from './slots.ts';
import { isBoxes } from '../facts/boxes.ts';
import type { Slot, Slots } from './slots.ts';

type CatalogueValue = { readonly id: string; readonly version: string };

/** The facts that a slot map states, lists in the order of their first writing; null before the inspection is created. */
export function factsOf(slots: Slots): Facts | null {
  const catalogue = shownWrite(slots.get('catalogue'));
  const profile = shownWrite(slots.get('profile'));
  if (catalogue === undefined || profile === undefined) return null;
  // Values were parsed by their payload schemas; a register of each kind holds that payload's part (register.ts).
  const { id, version } = catalogue.value as CatalogueValue;
  const answers = collectAnswers(slots);
  const listOf = <K extends Register['of']>(of: K) => present(slots, of);
  return {
    schemaVersion: 1,
    catalogue: { id, version },
    profile: { ...(profile.value as Profile), facts: answers.at(null, null) },
    estates: listOf('estate').map(({ register, value }) => estateOf(register.estate, String(value), answers)),
    answers: answers.byClause(null),
    waivers: listOf('waiver').map(({ register, value }) => ({
      target: register.target,
      ...(value as { reason: string; by: string }),
    })),
    overrides: listOf('override').map(({ register, value }) => ({
      target: register.target,
      ...(value as Omit<Facts['overrides'][number], 'target'>),
    })),
    narratives: Object.fromEntries(
      listOf('narrative').map(({ register, value }) => [register.indicator, value as Facts['narratives'][string]]),
    ),
    notes: Object.fromEntries(listOf('note').map(({ register, value }) => [register.indicator, String(value)])),
    evidence: listOf('evidence').map(({ value }) => value as Facts['evidence'][number]),
    replies: listOf('reply').map(({ register, value }) => ({
      key: register.key,
      ...(value as { reason: string; by: string }),
    })),
  };
}

type Present<K> = { readonly register: Extract<Register, { of: K }>; readonly value: unknown };

function present<K extends Register['of']>(slots: Slots, of: K): Present<K>[] {
  const isOf = (register: Register): register is Extract<Register, { of: K }> => register.of === of;
  return [...slots.values()].flatMap((slot) => {
    const { register } = slot;
    const value = shownWrite(slot)?.value ?? null;
    return isOf(register) && value !== null ? [{ register, value }] : [];
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
    const value = answerOf(slots, slot);
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
function answerOf(slots: Slots, slot: Slot): Answer | null {
  // Values in answer registers were parsed as Answer or null.
  const value = (shownWrite(slot)?.value ?? null) as Answer | null;
  if (value !== null && !isBoxes(value)) return value;
  const boxes = [...slot.options].flatMap((option) => {
    const box = shownOf(boxFrontier(slots, slot, option))?.value ?? null;
    return typeof box === 'boolean' ? [[option, box] as const] : [];
  });
  return boxes.length > 0 || value !== null ? Object.fromEntries(boxes) : null;
}
