import { describe, expect, it } from 'vitest';
import { clauseNumber, clockText, figureText, momentText, periodText, sizeText } from '#renderer/text/format.ts';
import { pinyinInitials } from '#renderer/text/pinyin.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);

describe('formats', () => {
  it('says the time of saving to the second', () => {
    expect(clockText(at('2024-08-14T10:42:07'))).toBe('10:42:07');
  });

  it('says a period without repeating itself', () => {
    expect(periodText({ from: '2024-08-01', to: '2024-08-31' })).toBe('2024年8月1日—31日');
    expect(periodText({ from: '2024-08-30', to: '2024-09-02' })).toBe('2024年8月30日—9月2日');
    expect(periodText({ from: '2024-12-30', to: '2025-01-02' })).toBe('2024年12月30日—2025年1月2日');
    expect(periodText({ from: '2024-08-01', to: '2024-08-01' })).toBe('2024年8月1日');
  });

  it('says a moment as short as it can be understood', () => {
    const now = at('2024-08-14T18:00:00');
    expect(momentText(at('2024-08-14T10:42:07'), now)).toBe('10:42');
    expect(momentText(at('2024-08-13T09:05:00'), now)).toBe('8月13日 09:05');
    expect(momentText(at('2023-08-13T09:05:00'), now)).toBe('2023年8月13日 09:05');
  });

  it('groups long figures only, and never the decimals', () => {
    expect(figureText(2813)).toBe('2813');
    expect(figureText('152714.25')).toBe('152\u2009714.25');
    expect(figureText(1234567)).toBe('1\u2009234\u2009567');
  });

  it('numbers clauses as people speak of them', () => {
    expect(clauseNumber('11a')).toBe('11-1');
    expect(clauseNumber('4a1')).toBe('4-1.1');
    expect(clauseNumber('4')).toBe('4');
  });

  it('says sizes', () => {
    expect(sizeText(900)).toBe('900 B');
    expect(sizeText(850_000)).toBe('830 KB');
    expect(sizeText(2_500_000)).toBe('2.3 MB');
    expect(sizeText(1024 ** 3 - 1)).toBe('1023.9 MB');
    expect(sizeText(1.5 * 1024 ** 3)).toBe('1.5 GB');
  });

  it('finds names by pinyin initials', () => {
    expect(pinyinInitials('养老服务')).toBe('ylfw');
    expect(pinyinInitials('5G覆盖')).toBe('5gfg');
  });
});
