import type { Profile } from '#shared/facts/schema.ts';

const THIN_SPACE = '\u2009';
const two = (value: number) => String(value).padStart(2, '0');

/** Local wall time `HH:MM:SS`. */
export function clockText(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `HH:MM` for today, `M月D日 HH:MM` this year, with the year before it otherwise. */
export function momentText(ms: number, now: number): string {
  const at = new Date(ms);
  const today = new Date(now);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.toDateString() === today.toDateString()) return time;
  const day = `${at.getMonth() + 1}月${at.getDate()}日 ${time}`;
  return at.getFullYear() === today.getFullYear() ? day : `${at.getFullYear()}年${day}`;
}

/** `2024年8月1日—31日`: what the end shares with the start is not said twice. */
export function periodText({ from, to }: Profile['period']): string {
  const [fromYear, fromMonth, fromDay] = dayParts(from);
  const [toYear, toMonth, toDay] = dayParts(to);
  const start = `${fromYear}年${fromMonth}月${fromDay}日`;
  if (from === to) return start;
  if (fromYear !== toYear) return `${start}—${toYear}年${toMonth}月${toDay}日`;
  return fromMonth === toMonth ? `${start}—${toDay}日` : `${start}—${toMonth}月${toDay}日`;
}

function dayParts(day: string): readonly [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}

/** `152714` → `152 714`: thin spaces between thousands from five digits on, as GB/T 15835 sets figures. */
export function figureText(value: string | number): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `2.4 MB`, `831 KB`, `74.7 GB`; from MB on rounded down, so that space is never promised that is not there. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  const mb = bytes / 1024 / 1024;
  return mb < 1024 ? `${tenths(mb)} MB` : `${tenths(mb / 1024)} GB`;
}

const tenths = (value: number): string => (Math.floor(value * 10) / 10).toFixed(1);

export { clauseNumber } from '#shared/catalogue/clause-number.ts';
