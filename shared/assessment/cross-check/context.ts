import type { Facts } from '#shared/facts/schema.ts';
import { type FoldedText, foldText } from '#shared/reading/fold-text.ts';
import type { CompiledCatalogue, CompiledClause, CompiledIndicator } from '#shared/assess/compile.ts';
import type { ClauseResult, Finding, IndicatorResult } from '#shared/assess/types.ts';

/** What the families of checks look at. */
export interface CheckContext {
  readonly compiled: CompiledCatalogue;
  readonly facts: Facts;
  readonly indicators: readonly CheckedIndicator[];
}

export interface CheckedIndicator {
  readonly entry: CompiledIndicator;
  readonly result: IndicatorResult;
  readonly clauses: readonly CheckedClause[];
  /** The 完成情况 as written by hand; null where only the template speaks (which can't contradict the facts). */
  readonly written: string | null;
}

export interface CheckedClause {
  readonly compiled: CompiledClause;
  readonly result: ClauseResult;
}

/** A finding before it has its key and reply. `subject` tells it from others of its kind and clause. */
export type Observation = Omit<Finding, 'key' | 'reply' | 'fix'> & {
  readonly subject: string;
  readonly fix?: Finding['fix'];
};

export type Check = (context: CheckContext) => readonly Observation[];

/** A 完成情况 as it is searched (`text`, folded), and as it stands. */
export interface Written extends FoldedText {
  readonly whole: string;
}

/** Holds a 完成情况 against its own indicator, the profile and the 小区; against nothing else. */
type WrittenCheck = (indicator: CheckedIndicator, written: Written, facts: Facts) => readonly Observation[];

const folded = new WeakMap<IndicatorResult, Written>();

/** All checks search the same folded text. */
function writtenOf(result: IndicatorResult, whole: string): Written {
  const known = folded.get(result);
  if (known !== undefined) return known;
  const written = { ...foldText(whole), whole };
  folded.set(result, written);
  return written;
}

/**
 * A check of every 完成情况 written by hand. While an indicator's result is the same object (judging live keeps it until
 * something that the indicator looks at changes, the profile included) and so are the 小区, its findings stay.
 */
export function writtenCheck(check: WrittenCheck): Check {
  const found = new WeakMap<
    IndicatorResult,
    { readonly estates: Facts['estates']; readonly observations: readonly Observation[] }
  >();
  return ({ facts, indicators }) =>
    indicators.flatMap((indicator) => {
      if (indicator.written === null) return [];
      const before = found.get(indicator.result);
      if (before?.estates === facts.estates) return before.observations;
      const observations = check(indicator, writtenOf(indicator.result, indicator.written), facts);
      found.set(indicator.result, { estates: facts.estates, observations });
      return observations;
    });
}

/** The clause a finding about the whole 完成情况 is filed under: the indicator's first. */
export function firstClause({ clauses }: CheckedIndicator): string {
  return clauses[0]?.result.id ?? '';
}

/** A place in a 完成情况 as it stands, widened to the left until it occurs only once; null when that takes too much. */
export function uniqueAt(written: Written, from: number, to: number): { from: string; lead: string } | null {
  const text = written.whole;
  const { start, end } = written.original(from, to);
  for (let left = start; left >= Math.max(0, start - 20); left -= 1) {
    if (/[\uDC00-\uDFFF]/.test(text.charAt(left))) continue;
    const piece = text.slice(left, end);
    if (text.indexOf(piece) === left && !text.includes(piece, left + 1))
      return { from: piece, lead: text.slice(left, start) };
  }
  return null;
}
