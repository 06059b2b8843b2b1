/**
 * What must not be broken over two lines though it could be: standard numbers (GB/T 9704—2012), document numbers
 * (鲁数发〔2022〕16号), dates, figures in groups and amounts with their unit, words joined by a slash (SSL/TLS).
 */
const KEPT = new RegExp(
  [
    '[A-Z]{1,4}(?:/[A-Z]{1,3})? ?\\d{2,6}(?:\\.\\d{1,3})?(?:[—-]\\d{4})?',
    '〔\\d{4}〕 ?\\d{1,4} ?号',
    '\\d{4}年(?:\\d{1,2}月(?:\\d{1,2}日)?)?',
    '\\d{1,2}月\\d{1,2}日|\\d{1,2}日',
    '(?:\\d{1,3}(?: \\d{3})+|\\d+)(?:\\.\\d+)? ?(?:%|平方米|户|个|台|人|项|处|栋|路|次|条|份|岁|种|层|类)',
    '\\d{1,3}(?: \\d{3})+',
    '[A-Za-z]{2,6}/[A-Za-z]{2,6}',
  ].join('|'),
  'gu',
);

/** Pieces of a text, from and to in code units, that stay on one line where a line can hold them (PU13). */
export function keptTogether(text: string): readonly { readonly from: number; readonly to: number }[] {
  return Array.from(text.matchAll(KEPT), ({ index, 0: match }) => ({ from: index, to: index + match.length }));
}

/** How bad it is to begin a line before a character: good, only where nothing better is, by force, never. */
export const BREAK = { good: 0, kept: 1, forced: 2, never: 3 } as const;

/** Marks that begin no line (GB/T 15834-2011: points, closing marks, dashes, dots) and marks that end none. */
const NO_START = new Set('、。，．：；！？）〕］｝〉》」』】〗〙〛”’…—～·・ー々％‰℃℉°′″⋯!),.:;?]}%');
const NO_END = new Set('（〔［｛〈《「『【〖〘〚“‘￥＄＃([{$¥£€#№§');

interface Kind {
  /** Letters, digits and their marks, which make words; Chinese characters may be parted anywhere. */
  readonly word: boolean;
  readonly blank: boolean;
  readonly mark: boolean;
  readonly noStart: boolean;
  readonly noEnd: boolean;
}
const kinds = new Map<string, Kind>();

function kindOf(character: string): Kind {
  const known = kinds.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  const blank = character === ' ';
  const kind = {
    word: !blank && (code < 0x2000 || (code >= 0x2010 && code <= 0x2013)),
    blank,
    mark: /^\p{M}$/u.test(character),
    noStart: NO_START.has(character),
    noEnd: NO_END.has(character),
  };
  kinds.set(character, kind);
  return kind;
}

function between(before: string, after: string): number {
  const [left, right] = [kindOf(before), kindOf(after)];
  if (right.mark) return BREAK.never;
  if (right.blank || right.noStart || left.noEnd) return BREAK.forced;
  if (left.blank) return BREAK.good;
  return left.word && right.word ? BREAK.forced : BREAK.good;
}

/** For every character of a paragraph, how bad it is to begin a line with it; the first has no say. */
export function breakCosts(characters: readonly string[]): Uint8Array {
  const costs = new Uint8Array(characters.length);
  for (let at = 1; at < characters.length; at += 1) {
    costs[at] = between(characters[at - 1] ?? '', characters[at] ?? '');
  }
  keep(characters, costs);
  return costs;
}

function keep(characters: readonly string[], costs: Uint8Array): void {
  const text = characters.join('');
  const starts = text.length === characters.length ? null : codeUnits(characters);
  for (const { from, to } of keptTogether(text)) {
    const [first, end] = starts === null ? [from, to] : [starts.indexOf(from), starts.indexOf(to)];
    for (let at = first + 1; at < (end === -1 ? characters.length : end); at += 1) {
      if (costs[at] === BREAK.good) costs[at] = BREAK.kept;
    }
  }
}

function codeUnits(characters: readonly string[]): number[] {
  let at = 0;
  return characters.map((character) => {
    const start = at;
    at += character.length;
    return start;
  });
}
