import * as v from 'valibot';
import type { Field, FieldKind, FieldOf } from '../catalogue/field-schema.ts';
import { Decimal, Percent } from '../catalogue/rule-schema.ts';
import { err, ok, type Result } from '../result.ts';
import { childPath } from '../schema-fault.ts';
import { type Answer, type Answers, Count, Entry, FreeText } from './schema.ts';
import { OptionName } from '../catalogue/field-schema.ts';

export type AnswerError = 'facts.wrong-kind' | 'facts.unknown-item' | 'facts.unknown-field';

/** What each kind of field is called in a message. */
const KIND_WORDS: Readonly<Record<FieldKind, string>> = {
  count: '整数',
  quantity: '数值',
  rate: '百分数',
  flag: '是或否',
  text: '文字',
  checklist: '勾选',
  entries: '清单',
};

const Boxes = v.record(OptionName, v.boolean());
const Quantity = v.union([Count, Decimal]);

/**
 * The answer, when it fits the field: `facts.wrong-kind` when its shape is another kind's, `facts.unknown-item` for a
 * box that the field does not offer, `facts.unknown-field` inside an entry. `path` is where the answer stands.
 */
export function checkAnswer(field: Field, value: unknown, path: string = field.id): Result<Answer, AnswerError> {
  switch (field.kind) {
    case 'count':
      return parsed(Count, value, field.kind, path);
    case 'quantity':
      return parsed(Quantity, value, field.kind, path);
    case 'rate':
      return parsed(Percent, value, field.kind, path);
    case 'flag':
      return parsed(v.boolean(), value, field.kind, path);
    case 'text':
      return parsed(FreeText, value, field.kind, path);
    case 'checklist':
      return checkBoxes(field, value, path);
    case 'entries':
      return checkEntries(field, value, path);
  }
}

function parsed(schema: v.GenericSchema<Answer>, value: unknown, kind: FieldKind, path: string) {
  const result = v.safeParse(schema, value);
  return result.success ? ok(result.output) : wrongKind(kind, path);
}

function wrongKind(kind: FieldKind, path: string) {
  return err('facts.wrong-kind', { path, kind: KIND_WORDS[kind] });
}

function checkBoxes(field: FieldOf<'checklist'>, value: unknown, path: string): Result<Answer, AnswerError> {
  const boxes = v.safeParse(Boxes, value);
  if (!boxes.success) return wrongKind(field.kind, path);
  const unknown = Object.keys(boxes.output).find((label) => field.options.every((option) => option.label !== label));
  if (unknown === undefined || field.others === true) return ok(boxes.output);
  return err('facts.unknown-item', { path: childPath(path, unknown), id: unknown });
}

function checkEntries(field: FieldOf<'entries'>, value: unknown, path: string): Result<Answer, AnswerError> {
  const entries = v.safeParse(v.array(Entry), value);
  if (!entries.success) return wrongKind(field.kind, path);
  for (const [index, entry] of entries.output.entries()) {
    const answers = checkAnswers(field.fields, entry.answers, `${path}[${index}].answers`);
    if (!answers.ok) return answers;
  }
  return ok(entries.output);
}

/** Every answer of one place against that place's fields; the first misfit is reported. */
export function checkAnswers(fields: readonly Field[], answers: Answers, path: string): Result<Answers, AnswerError> {
  for (const [id, value] of Object.entries(answers)) {
    const at = childPath(path, id);
    const field = fields.find((candidate) => candidate.id === id);
    if (field === undefined) return err('facts.unknown-field', { path: at, id });
    const answer = checkAnswer(field, value, at);
    if (!answer.ok) return answer;
  }
  return ok(answers);
}
