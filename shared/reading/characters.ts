/** White space of any script, the blanks that Unicode calls letters or symbols (Hangul fillers, blank Braille) included. */
export const WHITE = /[\s\u0085\u115F\u1160\u180E\u2800\u3164\uFFA0]/u;

/** What nobody sees and nothing means: zero-width, soft hyphens, variation selectors, marks of direction, controls. */
export const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]/u;

/** Whether a character is white space. */
export function isWhite(character: string): boolean {
  return WHITE.test(character);
}

/** Whether a character can be left out without anybody noticing. White space is none of them. */
export function isUnseen(character: string): boolean {
  return UNSEEN.test(character) && !isWhite(character);
}

/** Whether a text shows nothing at all. */
export function isBlank(text: string): boolean {
  for (const character of text) if (!isWhite(character) && !isUnseen(character)) return false;
  return true;
}

const HALF_PAIR = /\p{Cs}/u;

/** Whether no half of a surrogate pair stands alone: such a text has no UTF-8 and cannot be written. */
export function isWellFormed(text: string): boolean {
  return !HALF_PAIR.test(text);
}

/** The text without halves of surrogate pairs. What was cut off is gone already; the half says nothing. */
export function toWellFormed(text: string): string {
  return isWellFormed(text) ? text : text.replace(/\p{Cs}/gu, '');
}

/** The beginning of a text, `most` UTF-16 units or one less: a pair is never cut in two. */
export function cutText(text: string, most: number): string {
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(most));
  return text.slice(0, isPair ? most - 1 : most);
}
