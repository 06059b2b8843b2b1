const DIGITS: ReadonlyMap<string, number> = new Map([
  ...Array.from('零一二三四五六七八九', (digit, value) => [digit, value] as const),
  ['〇', 0],
  ['两', 2],
]);

/** The characters of which such figures are made, as a pattern. */
export const CHINESE_FIGURE = '[〇零一二两三四五六七八九十百点]+';

/**
 * A figure up to a hundred in words, as decimal text: `九十五点三` → `95.3`, `百` and `一百` → `100`. Null where it is none, or
 * can be read in two ways (`九五`).
 */
export function readChineseFigure(text: string): string | null {
  const [whole = '', decimals, ...more] = text.split('点');
  if (more.length > 0 || decimals === '') return null;
  const value = wholeOf(whole);
  const digits = Array.from(decimals ?? '', (digit) => DIGITS.get(digit));
  if (value === null || digits.includes(undefined) || (value === 100 && decimals !== undefined)) return null;
  return decimals === undefined ? String(value) : `${value}.${digits.join('')}`;
}

function wholeOf(text: string): number | null {
  if (/^一?百$/u.test(text)) return 100;
  const [, tens, hasTen, ones] =
    /^([二两三四五六七八九]|一(?=十))?(十)?([〇零一二两三四五六七八九])?$/u.exec(text) ?? [];
  if (hasTen === undefined) return text.length === 1 ? (DIGITS.get(text) ?? null) : null;
  if (ones !== undefined && DIGITS.get(ones) === 0) return null;
  return (tens === undefined ? 1 : (DIGITS.get(tens) ?? 0)) * 10 + (DIGITS.get(ones ?? '零') ?? 0);
}
