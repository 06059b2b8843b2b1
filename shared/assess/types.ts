import type { Relation } from '../catalogue/rule-schema.ts';
import type { Verdict } from '../facts/schema.ts';

/** What a checklist box says: 有 / 无 / 未答 / 不适用 (its own condition is false). */
export type ItemState = 'yes' | 'no' | 'unknown' | 'notApplicable';

/** A number as far as the answers tell: exactly known, or between bounds (`null`: no upper bound). Text is exact decimal. */
export interface Shown {
  readonly label: string;
  readonly unit: string;
  readonly value: string | null;
}

type Judged = { readonly verdict: Verdict; readonly declared: boolean };

/** How a result came about, as data; `explain()` says it in Chinese. One node per rule node, same nesting. */
export type Explanation =
  | ({
      readonly kind: 'ratio';
      readonly label: string | null;
      readonly part: Shown;
      readonly whole: Shown;
      /** Exact or rounded so that it never crosses the threshold; null where it cannot be computed. */
      readonly percent: string | null;
      readonly rounded: boolean;
      readonly relation: Relation;
      readonly threshold: string;
      readonly problem: 'missing' | 'zero-whole' | 'part-exceeds-whole' | null;
    } & Judged)
  | ({
      readonly kind: 'number';
      readonly label: string | null;
      readonly value: Shown;
      /** Known lower bound where some, not all, of what is counted is unanswered (已知 8 项，尚未答全). */
      readonly atLeastKnown: string | null;
      readonly relation: Relation;
      readonly threshold: string;
    } & Judged)
  | ({ readonly kind: 'flag'; readonly label: string; readonly state: ItemState } & Judged)
  | ({ readonly kind: 'named'; readonly label: string; readonly text: string | null } & Judged)
  | ({
      readonly kind: 'checklist';
      readonly label: string;
      readonly need: 'all' | number;
      readonly items: readonly { readonly label: string; readonly state: ItemState }[];
    } & Judged)
  | ({
      readonly kind: 'all' | 'any' | 'atLeast';
      readonly need: number;
      readonly label: string | null;
      readonly parts: readonly Explanation[];
    } & Judged)
  | ({ readonly kind: 'not'; readonly part: Explanation } & Judged)
  | ({ readonly kind: 'when'; readonly condition: Explanation; readonly then: Explanation | null } & Judged)
  | ({
      readonly kind: 'case';
      readonly condition: Explanation;
      readonly note: string | null;
      readonly then: Explanation | null;
    } & Judged)
  | ({
      readonly kind: 'estates';
      readonly parts: readonly { readonly estate: string; readonly name: string; readonly part: Explanation }[];
      /** 小区 whose selecting condition is unanswered. */
      readonly unsure: readonly string[];
      /** 小区 that the clause does not concern, with the condition that says so. */
      readonly outside: readonly { readonly estate: string; readonly name: string; readonly condition: Explanation }[];
      /** No 小区 is listed at all. */
      readonly noneListed: boolean;
    } & Judged);

/** A computed result replaced by a person, and what it replaced. */
export interface Overridden {
  readonly computed: Verdict;
  readonly reason: string;
  readonly by: string;
}

/** A percentage that a clause's arithmetic yields, for narratives and cross-checks; exact as `part/whole` decimals. */
export interface ComputedRatio {
  readonly part: string;
  readonly whole: string;
  readonly percent: string;
  readonly rounded: boolean;
}

export interface ClauseResult {
  readonly id: string;
  readonly label: string;
  readonly result: Verdict;
  /** Met only on a declared rate (申报值), counts still missing. */
  readonly declared: boolean;
  readonly explanation: string;
  readonly data: Explanation;
  readonly ratios: readonly ComputedRatio[];
  readonly waiver: { readonly reason: string; readonly by: string } | null;
  readonly override: Overridden | null;
  /** How many fields this verdict still waits for; 0 unless 待核. */
  readonly missing: number;
  /** Names of the fields in which something stands that is no valid answer; absent where there is none. */
  readonly invalid?: readonly string[];
}

export interface IndicatorResult {
  readonly no: number;
  readonly name: string;
  readonly category: string;
  readonly result: Verdict;
  readonly declared: boolean;
  readonly clauses: readonly ClauseResult[];
  readonly waiver: { readonly reason: string; readonly by: string } | null;
  readonly override: Overridden | null;
  /** The 完成情况 as it will be published: edited by hand, or from the template. */
  readonly narrative: string;
  readonly narrativeSource: 'template' | 'edited' | 'stale';
  /** What the template gives for today's facts ('' where nothing is answered). */
  readonly generatedNarrative: string;
}

export type Overall = '达到标准' | '未达到标准' | '待核';

export const FINDING_KINDS = [
  'percent-mismatch',
  'count-mismatch',
  'part-exceeds-whole',
  'parts-mismatch',
  'item-not-mentioned',
  'narrative-stale',
  'declared-only',
  'evidence-missing',
  'estate-not-listed',
  'date-outside-period',
  'photo-outside-period',
  'photo-off-site',
  'photo-reused',
  'standard-gap',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** 数据核对发现. `key` is stable while its cause is, so that a reply stays attached. `contradiction`: 矛盾, else 提示. */
export interface Finding {
  readonly key: string;
  readonly indicator: number;
  readonly clause: string;
  readonly kind: FindingKind;
  readonly severity: 'contradiction' | 'notice';
  readonly message: string;
  /** A replacement in the narrative that would mend it, where there is exactly one. */
  readonly fix: { readonly from: string; readonly to: string } | null;
  readonly reply: { readonly reason: string; readonly by: string } | null;
}

/** The whole verdict on a set of facts: pure function of catalogue and facts. */
export interface Assessment {
  readonly overall: Overall;
  readonly tally: Readonly<Record<Verdict, number>>;
  readonly indicators: readonly IndicatorResult[];
  readonly findings: readonly Finding[];
}
