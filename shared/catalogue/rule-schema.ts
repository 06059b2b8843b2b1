import * as v from 'valibot';

/**
 * The rule language of a catalogue: plain data, no code. `Ref` names a field: `gigabit` (this clause), `4a1.cameras`
 * (another clause of the catalogue), `profile.households` (community), `estate.entrances` (the 小区 being judged), or,
 * inside `items`, `item.functions` (the entry being judged).
 */
export const Ref = v.pipe(
  v.string(),
  v.regex(
    /^(?:(?:profile|estate|item|\d{1,3}[a-z]\d*)\.)?[a-zA-Z][a-zA-Z0-9]*$/,
    '应为填报项编号，例如 gigabit 或 profile.households',
  ),
);
export type Ref = v.InferOutput<typeof Ref>;

/** A non-negative decimal number, exact as written: `90`, `0.5`. */
export const Decimal = v.pipe(v.string(), v.regex(/^\d{1,15}(?:\.\d{1,9})?$/, '应为十进制数，例如 12.5'));

/** A percentage as written in a standard: `90%`, `95.3%`. */
export const Percent = v.pipe(v.string(), v.regex(/^\d{1,9}(?:\.\d{1,9})?%$/, '应为百分数，例如 95.3%'));

/** A number in a rule: a literal, a numeric field, or a count over answers. */
export type Operand =
  | number
  | string
  | { readonly of: 'tally'; readonly field: Ref; readonly label?: string | undefined }
  | {
      readonly of: 'items';
      readonly field: Ref;
      readonly where?: Rule | undefined;
      readonly notIn?: Ref | undefined;
      readonly label?: string | undefined;
    }
  | {
      readonly of: 'estates';
      readonly sum?: Ref | undefined;
      readonly where?: Rule | undefined;
      readonly label?: string | undefined;
    }
  | { readonly of: 'sum'; readonly parts: readonly Operand[]; readonly label?: string | undefined };

/** How a value is held against its threshold; ≥ and ≤ include the boundary. */
export const Relation = v.picklist(['≥', '>', '≤', '<']);
export type Relation = v.InferOutput<typeof Relation>;
type Bound = { readonly relation: Relation; readonly threshold: string };

/** A condition on answers whose outcome is 符合, 不符合, 待核 or 不适用. */
export type Rule =
  | ({
      readonly is: 'ratio';
      readonly part: Operand;
      readonly whole: Operand;
      readonly declared?: Ref | undefined;
      readonly label?: string | undefined;
    } & Bound)
  | ({ readonly is: 'number'; readonly value: Operand; readonly label?: string | undefined } & Bound)
  | { readonly is: 'flag'; readonly field: Ref }
  | { readonly is: 'named'; readonly field: Ref }
  | {
      readonly is: 'checklist';
      readonly field: Ref;
      readonly need: 'all' | number;
      readonly items?: readonly string[] | undefined;
    }
  | { readonly is: 'all'; readonly rules: readonly Rule[]; readonly label?: string | undefined }
  | { readonly is: 'any'; readonly rules: readonly Rule[]; readonly label?: string | undefined }
  | {
      readonly is: 'atLeast';
      readonly need: number;
      readonly rules: readonly Rule[];
      readonly label?: string | undefined;
    }
  | { readonly is: 'not'; readonly rule: Rule }
  | { readonly is: 'when'; readonly if: Rule; readonly then: Rule }
  | { readonly is: 'cases'; readonly cases: readonly RuleCase[] };

/** One branch of `cases`: the first whose condition holds decides; `note` goes into the explanation. */
export type RuleCase = { readonly if: Rule; readonly then: Rule; readonly note?: string | undefined };

/**
 * A schema beside the type it is written for (rules hold rules, so that neither can be derived from the other). No schema
 * fits that allows a kind, a key or a value more or less than the type.
 */
type Tied<T, S extends v.GenericSchema> =
  Same<Writable<T>, Writable<v.InferOutput<S>>> extends true ? v.GenericSchema<T> : never;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Schemas know no `readonly`. */
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Elements<T[K]> } : T;
type Elements<T> = T extends readonly (infer E)[] ? Writable<E>[] : T;

const Label = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60)));
const Need = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const lazyRule = v.lazy((): v.GenericSchema<Rule> => Rule);
const lazyOperand = v.lazy((): v.GenericSchema<Operand> => Operand);
const Rules = v.pipe(v.array(lazyRule), v.minLength(1));

const operands = v.union(
  [
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
    Ref,
    v.variant('of', [
      v.strictObject({ of: v.literal('tally'), field: Ref, label: Label }),
      v.strictObject({
        of: v.literal('items'),
        field: Ref,
        where: v.optional(lazyRule),
        notIn: v.optional(Ref),
        label: Label,
      }),
      v.strictObject({ of: v.literal('estates'), sum: v.optional(Ref), where: v.optional(lazyRule), label: Label }),
      v.strictObject({ of: v.literal('sum'), parts: v.pipe(v.array(lazyOperand), v.minLength(1)), label: Label }),
    ]),
  ],
  '应为整数、填报项编号或 {"of": …}',
);

export const Operand: Tied<Operand, typeof operands> = operands;

const rules = v.variant('is', [
  v.strictObject({
    is: v.literal('ratio'),
    part: lazyOperand,
    whole: lazyOperand,
    declared: v.optional(Ref),
    label: Label,
    relation: Relation,
    threshold: Percent,
  }),
  v.strictObject({ is: v.literal('number'), value: lazyOperand, label: Label, relation: Relation, threshold: Decimal }),
  v.strictObject({ is: v.literal('flag'), field: Ref }),
  v.strictObject({ is: v.literal('named'), field: Ref }),
  v.strictObject({
    is: v.literal('checklist'),
    field: Ref,
    need: v.union([v.literal('all'), Need]),
    items: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  }),
  v.strictObject({ is: v.literal('all'), rules: Rules, label: Label }),
  v.strictObject({ is: v.literal('any'), rules: Rules, label: Label }),
  v.strictObject({ is: v.literal('atLeast'), need: Need, rules: Rules, label: Label }),
  v.strictObject({ is: v.literal('not'), rule: lazyRule }),
  v.strictObject({ is: v.literal('when'), if: lazyRule, then: lazyRule }),
  v.strictObject({
    is: v.literal('cases'),
    cases: v.pipe(
      v.array(v.strictObject({ if: lazyRule, then: lazyRule, note: v.optional(v.string()) })),
      v.minLength(1),
    ),
  }),
]);
export const Rule: Tied<Rule, typeof rules> = rules;
