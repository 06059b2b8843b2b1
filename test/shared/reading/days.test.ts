import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay, isInstant, isLocalTime, readDate } from '#shared/reading/days.ts';

describe('[RD3] days', () => {
  it.each([
    '2024-09-06',
    '2024-9-6',
    '2024/9/6',
    '2024.9.6',
    '20240906',
    '2024年9月6日',
    '2024 年 9 月 6 号',
    '２０２４－０９－０６',
    '２０２４．９．６',
    '2024。9。6',
    ' 2024/09/06\u200B',
  ])('reads %j', (text) => expect(readDate(text)).toEqual({ ok: true, value: '2024-09-06' }));

  it.each([
    ['', 'empty'],
    ['2024-02-30', 'no-such-day'],
    ['2024年2月31日', 'no-such-day'],
    ['20240931', 'no-such-day'],
    ['2023-02-29', 'no-such-day'],
    ['0000-01-01', 'no-such-day'],
    ['2024-13-01', 'no-such-day'],
    ['24-9-6', 'no-date'],
    ['9/6/2024', 'no-date'],
    ['2024-9/6', 'no-date'],
    ['2024-9', 'no-date'],
    ['2024-9-6 10:00', 'no-date'],
    ['2024-9-6 2024-9-7', 'no-date'],
    ['二〇二四年九月六日', 'no-date'],
  ])('refuses %j: %s', (text, code) => expect(readDate(text)).toMatchObject({ ok: false, error: { code } }));

  it('are those of the calendar, whatever the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(13), fc.nat(32), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        // A day that does not exist comes out of the calendar as another one.
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        expect(isDay(text)).toBe(date.getUTCFullYear() === year && date.toISOString().slice(5, 10) === text.slice(5));
      }),
    );
  });

  it('times and instants are of such days', () => {
    for (const good of ['2024-08-05T10:11', '2024-08-05T23:59:59']) expect(isLocalTime(good)).toBe(true);
    for (const bad of [
      '2024-02-30T10:11:12',
      '2024-08-05T24:00:00',
      '2024-08-05',
      '2024-08-05T10:60',
      '2024-08-05T10:11Z',
    ])
      expect(isLocalTime(bad)).toBe(false);
    for (const good of ['2024-08-01T09:30:00+08:00', '2024-08-01T09:30:00.123Z']) expect(isInstant(good)).toBe(true);
    for (const bad of [
      '2024-02-31T10:00:00Z',
      '2024-08-01T09:30:00',
      '2024-08-01T09:30Z',
      '2024-08-01Z',
      '2024-08-01T25:00:00Z',
    ])
      expect(isInstant(bad)).toBe(false);
  });
});
