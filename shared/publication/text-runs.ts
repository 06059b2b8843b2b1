import type { TextRun } from './document-types.ts';

/**
 * What must not be broken over two lines though Unicode line breaking allows it: standard numbers (GB/T 9704—2012),
 * document numbers (鲁数发〔2022〕16号), dates, amounts with their unit, words joined by a slash (SSL/TLS).
 */
const UNBREAKABLE = new RegExp(
  [
    '[A-Z]{1,4}(?:/[A-Z]{1,3})? ?\\d{2,6}(?:\\.\\d{1,3})?(?:[—-]\\d{4})?',
    '〔\\d{4}〕 ?\\d{1,4} ?号',
    '\\d{4}年(?:\\d{1,2}月(?:\\d{1,2}日)?)?',
    '\\d{1,2}月\\d{1,2}日|\\d{1,2}日',
    '\\d+(?:\\.\\d+)? ?(?:%|平方米|户|个|台|人|项|处|栋|路|次|条|份|岁|种|层|类)',
    '[A-Za-z]{2,6}/[A-Za-z]{2,6}',
  ].join('|'),
  'gu',
);

/** Line ends as the page knows them: `\n` only, tabs as blanks, no blanks before a line end. */
export function pageText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/ +\n/gu, '\n');
}

/** Splits a text into runs so that dates, amounts and standard numbers stay on one line; the words are unchanged. */
export function textRuns(text: string): readonly (string | TextRun)[] {
  const runs: (string | TextRun)[] = [];
  let end = 0;
  for (const match of text.matchAll(UNBREAKABLE)) {
    if (match.index > end) runs.push(text.slice(end, match.index));
    runs.push({ text: match[0], noWrap: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push(text.slice(end));
  return runs;
}
