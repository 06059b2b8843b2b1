import * as v from 'valibot';
import { Field } from './field-schema.ts';
import { Operand, Rule } from './rule-schema.ts';

const Text = v.pipe(v.string(), v.minLength(1));
/** What stands in narrow columns and headings of the notice: no longer than a page can show whole. */
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
const StandardName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** What a clause wants shown: a photo, a document, or either. */
export const EvidenceWanted = v.strictObject({
  label: Text,
  kind: v.picklist(['photo', 'document', 'any']),
});
export type EvidenceWanted = v.InferOutput<typeof EvidenceWanted>;

/** A clause id: indicator number, letter, optional digit: `4a1`. */
export const ClauseId = v.pipe(v.string(), v.regex(/^\d{1,3}[a-z]\d?$/, '应为条款编号，例如 4a1'));

/** Words a 完成情况 must use for something the requirement names (beyond checklist items, which are checked anyway). */
const Mention = v.strictObject({ item: Text, words: v.pipe(v.array(Text), v.minLength(1)) });

export const Clause = v.strictObject({
  id: ClauseId,
  label: Text,
  /** Judged once for every 小区 that `where` selects; met only if met for all. */
  each: v.optional(v.strictObject({ of: v.literal('estate'), where: v.optional(Rule) })),
  /** Where this is not met the clause is 不适用, with the computed reason. */
  when: v.optional(Rule),
  fields: v.array(Field),
  rule: Rule,
  mentions: v.optional(v.array(Mention)),
  evidence: v.array(EvidenceWanted),
});
export type Clause = v.InferOutput<typeof Clause>;

/** A figure that must hold between answers: the parts make the whole, or the values are the same. */
export const Check = v.variant('kind', [
  v.strictObject({
    kind: v.literal('sum'),
    clause: ClauseId,
    label: Text,
    whole: Operand,
    parts: v.pipe(v.array(Operand), v.minLength(1)),
  }),
  v.strictObject({
    kind: v.literal('equal'),
    clause: ClauseId,
    label: Text,
    values: v.pipe(v.array(Operand), v.minLength(2)),
  }),
  v.strictObject({
    kind: v.literal('atMost'),
    clause: ClauseId,
    label: Text,
    part: Operand,
    whole: Operand,
  }),
]);
export type Check = v.InferOutput<typeof Check>;

/**
 * A piece of a 完成情况 line. `text` has slots: `{community}`, `{street}`, `{field}` or `{clause.field}` (number, text, or
 * the ticked options joined by 、), `{field#}` (how many are ticked or listed), `{%n}` (the clause's n-th computed
 * ratio, from 1), `{each:estate.name}` (names of all 小区). It is written only when `if` is met (default: always) and
 * every slot has a value.
 */
export const NarrativePart = v.strictObject({ text: Text, if: v.optional(Rule) });
export const NarrativeLine = v.strictObject({
  clause: ClauseId,
  parts: v.pipe(v.array(NarrativePart), v.minLength(1)),
});
export type NarrativePart = v.InferOutput<typeof NarrativePart>;
export type NarrativeLine = v.InferOutput<typeof NarrativeLine>;

export const Indicator = v.strictObject({
  no: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
  name: Name,
  definition: Text,
  requirement: Text,
  clauses: v.pipe(v.array(Clause), v.minLength(1)),
  narrative: v.pipe(v.array(NarrativeLine), v.minLength(1)),
  checks: v.optional(v.array(Check)),
});
export type Indicator = v.InferOutput<typeof Indicator>;

export const Category = v.strictObject({
  name: Name,
  indicators: v.pipe(v.array(Indicator), v.minLength(1)),
});
export type Category = v.InferOutput<typeof Category>;

/** A tier of a standard, complete: what is asked, how it is judged, how it is told. */
export const Catalogue = v.strictObject({
  $schema: v.optional(v.string()),
  schemaVersion: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{2,63}$/)),
  version: v.pipe(v.string(), v.regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/)),
  /** The standard's name without 书名号, e.g. 山东省智慧社区建设指标. */
  standard: StandardName,
  tier: Name,
  source: Text,
  /** Facts of the community asked once and referred to as `profile.<id>`. */
  profileFields: v.array(Field),
  /** Facts of every 小区, referred to as `estate.<id>`. */
  estateFields: v.array(Field),
  categories: v.pipe(v.array(Category), v.minLength(1)),
});
export type Catalogue = v.InferOutput<typeof Catalogue>;
