import { clauseNumber } from './format.ts';
import { conflictText } from './publish-text.ts';
import { walkText } from './walk-text.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { AnswerRegister, Register } from '#shared/log/register.ts';
import { boxesOf } from '#shared/facts/boxes.ts';

/** What people disagree about, in words. */
export function registerName(register: Register, catalogue: Catalogue, facts: Facts): string {
  switch (register.of) {
    case 'answer':
      return answerName(register, catalogue, facts);
    case 'estate':
      return conflictText.estate;
    case 'narrative':
      return conflictText.narrative(register.indicator);
    case 'note':
      return conflictText.note(register.indicator);
    case 'waiver':
      return conflictText.waiver(clauseNumber(register.target));
    case 'override':
      return conflictText.override(clauseNumber(register.target));
    default:
      return conflictText[register.of];
  }
}

function answerName({ clause, estate, field, option }: AnswerRegister, catalogue: Catalogue, facts: Facts): string {
  const fields =
    clause === null
      ? estate === null
        ? catalogue.profileFields
        : catalogue.estateFields
      : catalogue.categories
          .flatMap(({ indicators }) => indicators.flatMap(({ clauses }) => clauses))
          .filter(({ id }) => id === clause)
          .flatMap((found) => found.fields);
  const label = fields.find(({ id }) => id === field)?.label ?? field;
  const where = facts.estates.find(({ id }) => id === estate)?.name;
  const parts = [...(where === undefined ? [] : [where]), label, ...(option === null ? [] : [option])];
  return conflictText.answer(clause === null ? '' : clauseNumber(clause), parts.join(' · '));
}

/** One of the values of a register, in words short enough to choose by: 是 and 否 for a statement, 有 and 无 for a box. */
export function valueText(value: unknown, register: Register): string {
  if (typeof value === 'boolean' && register.of === 'answer' && register.option === null)
    return value ? walkText.holds : walkText.fails;
  return partText(value);
}

function partText(value: unknown): string {
  if (value === null || value === undefined || value === '') return conflictText.cleared;
  if (typeof value === 'boolean') return value ? walkText.yes : walkText.no;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(partText).join('、');
  if (typeof value !== 'object') return '';
  if ('result' in value && 'reason' in value) return conflictText.judged(String(value.result), String(value.reason));
  // Of a record the part that people read: a narrative's text, a waiver's reason, a name.
  for (const key of ['text', 'name', 'reason', 'community']) {
    const part: unknown = Reflect.get(value, key);
    if (typeof part === 'string') return part;
  }
  const ticked = Object.entries(boxesOf(value)).map(([label, state]) => `${label}：${partText(state)}`);
  return ticked.join('、');
}
