import * as v from 'valibot';
import { Ref, Rule } from './rule-schema.ts';

/** A field id: unique within its clause, letters and digits. */
export const FieldId = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]{0,39}$/, '应为小写字母开头的字母数字编号'));
export type FieldId = v.InferOutput<typeof FieldId>;

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** What a box of a checklist is called, the inspector's own ones included. */
export const OptionName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));

const base = { id: FieldId, label: Text, hint: v.optional(Text) };

/** A whole number of things; `defaultsTo` takes another field's answer until this one is answered itself. */
const CountField = v.strictObject({
  kind: v.literal('count'),
  ...base,
  unit: v.pipe(v.string(), v.minLength(1), v.maxLength(10)),
  defaultsTo: v.optional(Ref),
});
/** A measured amount with decimals (square metres). */
const QuantityField = v.strictObject({
  kind: v.literal('quantity'),
  ...base,
  unit: v.pipe(v.string(), v.minLength(1), v.maxLength(10)),
  defaultsTo: v.optional(Ref),
});
/** A declared percentage (申报值), used only while the counts are missing. */
const RateField = v.strictObject({ kind: v.literal('rate'), ...base });
/** Yes, no or not yet answered. `reasonWanted`: the inspector's judgement, its reason in the text field `<id>Reason`. */
const FlagField = v.strictObject({
  kind: v.literal('flag'),
  ...base,
  mention: v.optional(v.array(Text)),
  reasonWanted: v.optional(v.boolean()),
});
const TextField = v.strictObject({ kind: v.literal('text'), ...base });

/** One box of a checklist; its label is its id. `mention`: words by which a 完成情况 may speak of it (default: the label). */
export const ChecklistOption = v.strictObject({
  label: OptionName,
  when: v.optional(Rule),
  mention: v.optional(v.pipe(v.array(Text), v.minLength(1))),
});
export type ChecklistOption = v.InferOutput<typeof ChecklistOption>;

/** Boxes, each yes, no or unanswered; `others`: further ones may be named by the inspector. */
const ChecklistField = v.strictObject({
  kind: v.literal('checklist'),
  ...base,
  options: v.array(ChecklistOption),
  others: v.optional(v.boolean()),
});

const ItemField = v.variant('kind', [CountField, QuantityField, RateField, FlagField, TextField, ChecklistField]);

/** A list of named things, each with fields of its own (a pole and its functions). */
const EntriesField = v.strictObject({
  kind: v.literal('entries'),
  ...base,
  itemLabel: Text,
  fields: v.array(ItemField),
});

export const Field = v.variant('kind', [
  CountField,
  QuantityField,
  RateField,
  FlagField,
  TextField,
  ChecklistField,
  EntriesField,
]);
export type Field = v.InferOutput<typeof Field>;
export type FieldKind = Field['kind'];
export type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>;
