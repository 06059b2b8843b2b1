import { describe, expect, it } from 'vitest';
import { chineseDate, chinesePeriod } from '#shared/publication/chinese-date.ts';

describe('dates as notices write them', () => {
  it('[PU9] writes a date without leading zeros', () => {
    expect(chineseDate('2024-09-02')).toBe('2024年9月2日');
    expect(chineseDate('2024-12-31')).toBe('2024年12月31日');
  });

  it.each([
    ['2024-08-01', '2024-08-31', '2024年8月1日—31日'],
    ['2024-08-01', '2024-09-05', '2024年8月1日—9月5日'],
    ['2024-12-30', '2025-01-05', '2024年12月30日—2025年1月5日'],
    ['2024-08-01', '2025-08-31', '2024年8月1日—2025年8月31日'],
    ['2024-08-01', '2024-08-01', '2024年8月1日'],
  ])('[PU1] says once what both ends of %s – %s share', (from, to, period) => {
    expect(chinesePeriod(from, to)).toBe(period);
  });
});
