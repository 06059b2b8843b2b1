import { FIGURE, plainFigure, readingsOf } from '#shared/reading/figures-in-text.ts';
import { CHINESE_FIGURE, readChineseFigure } from '#shared/reading/chinese-figure.ts';
import type { ComputedRatio } from '#shared/assess/types.ts';
import { compare, divide, type Exact, multiply, parseDecimal, roundTo } from '#shared/assess/exact.ts';
import { environmentOf } from '#shared/assess/environment.ts';
import { type CheckedIndicator, type Observation, uniqueAt, type Written, writtenCheck } from './context.ts';

const MORE = '(?<before>超过|不低于|大于|高于|达)?';
/** `95%`, `百分之95`, `百分之九十五`. */
const CLAIM = new RegExp(
  `${MORE}\\s*(?<claim>(?<figure>${FIGURE})\\s*%|百分之\\s*(?:(?<after>${FIGURE})|(?<words>${CHINESE_FIGURE})))(?<above>以上)?`,
  'gu',
);
const FIGURES = new RegExp(FIGURE, 'gu');
const SENTENCE_END = /[。；;\n]/;

/** A ratio of the indicator with the clause it belongs to. */
interface Candidate {
  readonly clause: string;
  readonly ratio: ComputedRatio;
  readonly value: Exact;
}

interface Claim {
  /** As figures: `95%`. */
  readonly shown: string;
  readonly decimals: number;
  readonly atLeast: boolean;
  readonly start: number;
  readonly end: number;
  /** The sentence it stands in. */
  readonly sentence: string;
}

/** Percentages in a 完成情况 against what the counts give (conditions included), at the claim's own precision. */
export const claimedPercents = writtenCheck((indicator, written, facts) => {
  const candidates = candidatesOf(indicator);
  const declared = declaredRates(indicator, facts);
  if (candidates.length === 0) return [];
  return claimsIn(written.text)
    .filter((claim) => !declared.has(claim.shown) && !candidates.some((candidate) => agrees(claim, candidate)))
    .map((claim) => mismatch(indicator, claim, candidates, written));
});

function candidatesOf({ clauses }: CheckedIndicator): readonly Candidate[] {
  return clauses.flatMap(({ result }) =>
    result.ratios.flatMap((ratio) => {
      const part = parseDecimal(ratio.part);
      const whole = parseDecimal(ratio.whole);
      const value = part === null || whole === null ? null : divide(multiply(part, 100), whole);
      return value === null ? [] : [{ clause: result.id, ratio, value }];
    }),
  );
}

/** Declared rates agree with themselves: they are reported as such elsewhere. */
function declaredRates({ clauses }: CheckedIndicator, facts: Parameters<typeof environmentOf>[0]): ReadonlySet<string> {
  const env = environmentOf(facts);
  const shown = clauses.flatMap(({ compiled }) => compiled.ratios.map((ratio) => ratio.percent(env)));
  return new Set(shown.filter((percent) => percent !== null));
}

function claimsIn(text: string): readonly Claim[] {
  return [...text.matchAll(CLAIM)].flatMap((match) => {
    const { before = '', claim = '', figure, after, words = '', above = '' } = match.groups ?? {};
    const plain = figure ?? after;
    const number = plain === undefined ? readChineseFigure(words) : plainFigure(plain);
    if (number === null) return [];
    const start = match.index + match[0].indexOf(claim);
    const end = start + claim.length;
    const from = lastBreak(text, start);
    const rest = text.slice(end).search(SENTENCE_END);
    return {
      shown: `${number}%`,
      decimals: number.split('.')[1]?.length ?? 0,
      atLeast: above !== '' || (before !== '' && before !== '达'),
      start,
      end,
      sentence: text.slice(from, rest < 0 ? text.length : end + rest),
    };
  });
}

function lastBreak(text: string, before: number): number {
  for (let index = before - 1; index >= 0; index -= 1) if (SENTENCE_END.test(text.charAt(index))) return index + 1;
  return 0;
}

function agrees(claim: Claim, { value }: Candidate): boolean {
  const claimed = parseDecimal(claim.shown.slice(0, -1));
  if (claimed === null) return true;
  if (claim.atLeast) return compare(value, claimed) >= 0;
  return roundTo(value, claim.decimals) === roundTo(claimed, claim.decimals);
}

/** The ratio meant is the one whose counts stand in the same sentence, else the only one there is. */
function meant(claim: Claim, candidates: readonly Candidate[]): Candidate | null {
  const numbers = new Set((claim.sentence.match(FIGURES) ?? []).flatMap(readingsOf));
  const score = ({ ratio }: Candidate) => (numbers.has(ratio.part) ? 2 : 0) + (numbers.has(ratio.whole) ? 1 : 0);
  const best = Math.max(...candidates.map(score));
  const likely = candidates.filter((candidate) => score(candidate) === best);
  const [only = null] = likely;
  return likely.length === 1 && (best > 0 || candidates.length === 1) ? only : null;
}

function mismatch(
  { result }: CheckedIndicator,
  claim: Claim,
  candidates: readonly Candidate[],
  written: Written,
): Observation {
  const candidate = meant(claim, candidates);
  const base = { indicator: result.no, kind: 'percent-mismatch' as const };
  if (candidate === null) {
    const known = [...new Set(candidates.map(({ ratio }) => arithmetic(ratio)))].join('、');
    return {
      ...base,
      clause: candidates[0]?.clause ?? '',
      severity: 'notice',
      subject: `${claim.shown}/`,
      message: `完成情况写“${claim.shown}”，与本指标的计算结果都不相同：${known}`,
    };
  }
  const { ratio, clause } = candidate;
  const place = uniqueAt(written, claim.start, claim.end);
  return {
    ...base,
    clause,
    severity: 'contradiction',
    subject: `${claim.shown}/${ratio.part}/${ratio.whole}`,
    message: `完成情况写“${claim.shown}”，按填报数应为 ${arithmetic(ratio)}`,
    fix: place === null || claim.atLeast ? null : { from: place.from, to: `${place.lead}${ratio.percent}` },
  };
}

function arithmetic({ part, whole, percent, rounded }: ComputedRatio): string {
  return `${part} ÷ ${whole} ${rounded ? '≈' : '='} ${percent}`;
}
