import { err, ok, type Result } from '../result.ts';
import { isBlank } from './characters.ts';
import { foldText } from './fold-text.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;
const ZONE = /(?:Z| ?[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;

/** Why no day is read: nothing written, no date, or a day that the calendar does not have. */
export type DateFault = 'empty' | 'no-date' | 'no-such-day';

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function daysOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether the text is a day that exists, as `2024-09-06`. */
export function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  return exists(Number(year), Number(month), Number(day));
}

function exists(year: number, month: number, day: number): boolean {
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

/** Whether the text is a time of a day that exists, without a zone: `2024-08-05T10:11`, seconds or not. */
export function isLocalTime(text: string): boolean {
  return isDay(LOCAL_TIME.exec(text)?.[1] ?? '');
}

/** Whether the text is an instant of a day that exists, with its zone: `2024-08-01T09:30:00+08:00`. */
export function isInstant(text: string): boolean {
  const zone = ZONE.exec(text);
  const time = zone === null ? '' : text.slice(0, zone.index);
  return /:\d\d:\d\d/.test(time) && isLocalTime(time);
}

const SEPARATED = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
const CHINESE = /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]$/;

/**
 * The day a person wrote, as `2024-09-06`: `2024-9-6`, `2024/9/6`, `2024.9.6`, `20240906`, `2024年9月6日`, in any width.
 * The year has four figures and comes first; anything else could be read in two ways.
 */
export function readDate(text: string): Result<string, DateFault> {
  if (isBlank(text)) return err('empty');
  const plain = foldText(text).text.trim().replaceAll('。', '.');
  const separated = SEPARATED.exec(plain);
  const [, year, month, day] =
    separated === null
      ? (TOGETHER.exec(plain) ?? CHINESE.exec(plain) ?? [])
      : ['', ...separated.slice(1, 2), ...separated.slice(3)];
  if (year === undefined || month === undefined || day === undefined) return err('no-date');
  if (!exists(Number(year), Number(month), Number(day))) return err('no-such-day');
  return ok(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
