/** A day as `YYYY-MM-DD`, split; the schema has checked its shape. */
function partsOf(day: string): { year: number; month: number; date: number } {
  const [year = 0, month = 0, date = 0] = day.slice(0, 10).split('-').map(Number);
  return { year, month, date };
}

/** `2024-09-02` → `2024年9月2日`: Arabic digits, full year, no leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function chineseDate(day: string): string {
  const { year, month, date } = partsOf(day);
  return `${year}年${month}月${date}日`;
}

/**
 * A span of days as notices write it: what both ends share is said once
 * (`2024年8月1日—31日`, `2024年8月1日—9月5日`, `2024年12月30日—2025年1月5日`); a single day stands alone.
 */
export function chinesePeriod(from: string, to: string): string {
  const start = partsOf(from);
  const end = partsOf(to);
  if (from.slice(0, 10) === to.slice(0, 10)) return chineseDate(from);
  if (start.year !== end.year) return `${chineseDate(from)}—${chineseDate(to)}`;
  if (start.month !== end.month) return `${chineseDate(from)}—${end.month}月${end.date}日`;
  return `${chineseDate(from)}—${end.date}日`;
}

const EIGHT_HOURS = 8 * 3_600_000;

/** The day in China (UTC+8, no summer time) at an instant given as milliseconds since the epoch: `2024-09-02`. */
export function chinaDay(instant: number): string {
  return new Date(instant + EIGHT_HOURS).toISOString().slice(0, 10);
}

/** Day and minute in China at an instant: `2024-09-02 16:20`. */
export function chinaMinute(instant: number): string {
  return new Date(instant + EIGHT_HOURS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The instant at which a day (`2024-09-02`) begins in China, in milliseconds since the epoch. */
export const chinaDayStart = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) - EIGHT_HOURS;
