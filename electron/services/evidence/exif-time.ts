import { isLocalTime } from '#shared/reading/days.ts';

const MINUTE = 60_000;

/** The zone of the inspections: the whole of China keeps Beijing time, without summer time. */
const INSPECTION_OFFSET = 8 * 60;

/** No photo is older than photography; the clocks of cameras and programs begin at years such as 1. */
const FIRST_YEAR = 1826;

/** Cameras write `2024:08:05 10:11:12`; other programs `-`, `/` or `.`, a `T`, no leading zeros, no seconds. */
const WRITTEN =
  /^(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?$/;

/**
 * The local time of a photo as `2024-08-05T10:11:12`, from what its EXIF says; null where that is no time that exists (a
 * clock never set writes zeros). With an offset from UTC, `+09:00`, it is the time that Beijing had then; without one it is
 * taken as the camera showed it. Hour 24 is how some telephones write midnight.
 */
export function exifTime(text: string | null, offset: string | null): string | null {
  const match = WRITTEN.exec((text ?? '').replace(/\0/g, ' ').trim());
  if (match === null) return null;
  const [year = '', month = '', day = '', hour = '', minute = '', second = '0', zone] = match.slice(1);
  const clock = [hour === '24' ? '0' : hour, minute, second].map(twoDigits).join(':');
  const local = `${year}-${twoDigits(month)}-${twoDigits(day)}T${clock}`;
  if (Number(year) < FIRST_YEAR || !isLocalTime(local)) return null;
  const east = offsetMinutes(zone ?? offset ?? '') ?? INSPECTION_OFFSET;
  const shifted = new Date(Date.parse(`${local}Z`) + (INSPECTION_OFFSET - east) * MINUTE).toISOString().slice(0, 19);
  // Behind the last day of year 9999 there is no day that a record takes.
  return isLocalTime(shifted) ? shifted : null;
}

const twoDigits = (part: string): string => part.padStart(2, '0');

/** `+09:00`, `+0900`, `+9` or `Z` in minutes east of UTC; null where it says nothing, or no zone that there is. */
function offsetMinutes(text: string): number | null {
  const offset = text.replace(/\0/g, ' ').trim();
  if (offset === 'Z') return 0;
  const [, sign, hours = '', minutes = '0'] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(offset) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
