import type { Field } from '../catalogue/field-schema.ts';
import type { Answer } from '../facts/schema.ts';
import type { AnnexCell } from './annex-types.ts';
import { exactNumber, text } from './annex-types.ts';

const OPEN = '未答';

/** `有：a、b；无：c；未答：d`: every box is accounted for, and further ones named by the inspector too. */
function checklistText(options: readonly string[], answer: Readonly<Record<string, boolean>>): string {
  const others = Object.keys(answer).filter((label) => !options.includes(label));
  const all = [...options, ...others];
  const groups = [
    ['有', all.filter((label) => answer[label] === true)],
    ['无', all.filter((label) => answer[label] === false)],
    [OPEN, all.filter((label) => answer[label] === undefined)],
  ] as const;
  return groups.flatMap(([word, labels]) => (labels.length > 0 ? [`${word}：${labels.join('、')}`] : [])).join('；');
}

function plainText(field: Field, answer: Answer | undefined): string {
  if (answer === undefined) {
    return field.kind === 'checklist'
      ? checklistText(
          field.options.map((option) => option.label),
          {},
        )
      : OPEN;
  }
  if (typeof answer === 'boolean') return answer ? '是' : '否';
  if (typeof answer === 'number' || typeof answer === 'string') return String(answer);
  if (Array.isArray(answer))
    return answer.length === 0 ? '无' : answer.map((entry) => entryText(field, entry)).join('\n');
  return checklistText(field.kind === 'checklist' ? field.options.map((option) => option.label) : [], answer);
}

function entryText(
  field: Field,
  entry: { readonly name: string; readonly answers: Readonly<Record<string, Answer>> },
): string {
  if (field.kind !== 'entries') return entry.name;
  const told = field.fields
    .filter((item) => entry.answers[item.id] !== undefined)
    .map((item) => `${item.label}：${plainText(item, entry.answers[item.id])}`);
  return told.length === 0 ? entry.name : `${entry.name}（${told.join('；')}）`;
}

/**
 * An answer as a cell: counts and amounts as numbers, everything else in words. An unanswered field says 未答, or from
 * where its figure is taken (`source`).
 */
export function answerCell(field: Field, answer: Answer | undefined, source: string | null): AnnexCell {
  const numeric = field.kind === 'count' || field.kind === 'quantity';
  if (numeric && (typeof answer === 'number' || typeof answer === 'string')) return exactNumber(String(answer));
  if (answer === undefined && source !== null) return text(`未单独填报，取${source}`);
  return text(plainText(field, answer));
}

/** The unit of a field, empty where it has none. */
export function unitOf(field: Field): string {
  return field.kind === 'count' || field.kind === 'quantity' ? field.unit : '';
}
