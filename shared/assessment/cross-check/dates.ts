import type { Profile } from '#shared/facts/schema.ts';
import { type Observation, firstClause, writtenCheck } from './context.ts';

const PART_OF_MONTH: Readonly<Record<string, readonly [number, number]>> = {
  初: [1, 10],
  上旬: [1, 10],
  中旬: [11, 20],
  中: [11, 20],
  下旬: [21, 31],
  底: [21, 31],
  末: [21, 31],
};
const MONTH_DAY = String.raw`(?<month>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*(?<day>3[01]|[12]\d|0?[1-9])\s*[日号]|(?<part>初|上旬|中旬|中|下旬|底|末))?`;
const DATE = new RegExp(
  String.raw`(?<![\d.])(?:(?<year>(?:19|20)\d\d)\s*年(?:度)?(?:\s*${MONTH_DAY})?|(?<iso>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})(?!\d)|${MONTH_DAY.replaceAll('?<', '?<bare_')})`,
  'g',
);

/** First and last day that the words may mean, as `2024-08-01`. */
interface Span {
  readonly from: string;
  readonly to: string;
}

/** Dates in a 完成情况 that lie outside the 验收期间; a year or month that holds part of the period is inside. */
export const datesOutside = writtenCheck((indicator, { text }, facts) => {
  const { period } = facts.profile;
  return [...text.matchAll(DATE)].flatMap((match): readonly Observation[] => {
    const span = spanOf(match.groups ?? {}, period);
    if (text.slice(0, match.index).endsWith('每年') || fits(span, period)) return [];
    const after = span.from > period.to;
    return [
      {
        indicator: indicator.result.no,
        clause: firstClause(indicator),
        kind: 'date-outside-period',
        severity: after ? 'contradiction' : 'notice',
        subject: match[0],
        message: `完成情况写“${around(text, match.index, match[0])}”，在验收期间（${period.from} 至 ${period.to}）${after ? '之后' : '之前'}`,
      },
    ];
  });
});

function around(text: string, at: number, date: string): string {
  const lead = /(?:截止|截至|自|从|于|到|至)$/.exec(text.slice(0, at))?.[0] ?? '';
  return `${lead}${date}`;
}

function spanOf(groups: Readonly<Record<string, string | undefined>>, period: Profile['period']): Span {
  if (groups.iso !== undefined) {
    const [year = '', month = '', day = ''] = groups.iso.split(/[-./]/);
    return { from: dateText(year, Number(month), Number(day)), to: dateText(year, Number(month), Number(day)) };
  }
  const month = groups.month ?? groups.bare_month;
  if (month === undefined) {
    const year = groups.year ?? period.to.slice(0, 4);
    return { from: dateText(year, 1, 1), to: dateText(year, 12, 31) };
  }
  const day = groups.day ?? groups.bare_day;
  const part = PART_OF_MONTH[groups.part ?? groups.bare_part ?? ''];
  const [first, last] = day !== undefined ? [Number(day), Number(day)] : (part ?? [1, 31]);
  const inYear = (year: string): Span => ({
    from: dateText(year, Number(month), first),
    to: dateText(year, Number(month), last),
  });
  return groups.year === undefined ? nearest(yearsOf(period).map(inYear), period) : inYear(groups.year);
}

/** Years that a date without one may be of: those of the period, and the one before, of which texts tell as well. */
function yearsOf(period: Profile['period']): readonly string[] {
  const [first, last] = [Number(period.from.slice(0, 4)), Number(period.to.slice(0, 4))];
  return [first - 1, first, last].map((year) => String(year).padStart(4, '0'));
}

function fits(span: Span, period: Profile['period']): boolean {
  return span.to >= period.from && span.from <= period.to;
}

/** The span that fits the period, else the one nearest to it. */
function nearest(spans: readonly Span[], period: Profile['period']): Span {
  const away = (span: Span): number =>
    fits(span, period)
      ? 0
      : span.to < period.from
        ? dayNumber(period.from) - dayNumber(span.to)
        : dayNumber(span.from) - dayNumber(period.to);
  return spans.reduce((best, span) => (away(span) < away(best) ? span : best));
}

/** Days are told apart by their distance alone, so that the 31st of a short month does no harm. */
function dayNumber(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return (year * 12 + month) * 31 + date;
}

/** Days are only compared as text, so the 31st of a short month does no harm. */
function dateText(year: string, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
