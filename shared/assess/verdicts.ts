import type { Verdict } from '../facts/schema.ts';
import type { Overall, Overridden } from './types.ts';
import { DECLARED, isDeclared, MET, plain, verdictOf } from './verdict-code.ts';

/** A result, how it was computed, and what a person put in its place. */
export interface Decision {
  readonly result: Verdict;
  /** 符合 only because of a 申报值. */
  readonly declared: boolean;
  readonly waiver: { readonly reason: string; readonly by: string } | null;
  readonly override: Overridden | null;
}

export type ClauseVerdict = Decision & { readonly id: string };
export type IndicatorVerdict = Decision & { readonly no: number; readonly clauses: readonly ClauseVerdict[] };

/** Verdicts without their explanations. */
export interface Verdicts {
  readonly overall: Overall;
  readonly indicators: readonly IndicatorVerdict[];
}

/**
 * What a clause can come to while no person has put anything in the place of its result, by code. Made once when the
 * catalogue is compiled: judging picks one of them and makes nothing.
 */
export function untouchedVerdicts(id: string): readonly ClauseVerdict[] {
  return Array.from({ length: 2 * DECLARED }, (_, code) => ({
    id,
    result: verdictOf(code),
    declared: isDeclared(code) && plain(code) === MET,
    waiver: null,
    override: null,
  }));
}

/** 不符合 if any clause is; else 待核 if any is; else 符合, or 不适用 when every clause is. */
export function indicatorVerdict(clauses: readonly Decision[]): Verdict {
  let worst: Verdict = '不适用';
  for (const { result } of clauses) {
    if (result === '不符合') return result;
    if (result === '待核' || (result === '符合' && worst === '不适用')) worst = result;
  }
  return worst;
}

/** The verdict on the inspection: 达到标准 only when nothing is 不符合 or 待核. */
export function overallOf(indicators: readonly Decision[]): Overall {
  let open = false;
  for (const { result } of indicators) {
    if (result === '不符合') return '未达到标准';
    if (result === '待核') open = true;
  }
  return open ? '待核' : '达到标准';
}
