/** Controls, marks of direction, line ends, unassigned and private characters: they show nothing, or do harm in a terminal. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A character by its number alone, `U+202E`. */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Foreign text for a line of text: what shows nothing is named by its number. */
export function visible(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => `[${codePointName(character)}]`);
}

/** Whether a character shows nothing by itself. */
export const isInvisible = (character: string): boolean => character !== visible(character);
