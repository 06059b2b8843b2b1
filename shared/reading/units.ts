/** Spellings of one unit, the catalogue's own first. */
const SPELLINGS: readonly (readonly string[])[] = [['平方米', '㎡', 'm²', 'm2', '平米']];

/** The ways a unit is written; a unit that has no other is written as itself. */
export function spellingsOf(unit: string): readonly string[] {
  return SPELLINGS.find((spellings) => spellings.includes(unit)) ?? [unit];
}

/** Whether the text is the unit, in any of its spellings, widths and cases. */
export function isUnit(text: string, unit: string): boolean {
  const plain = plainUnit(text);
  return spellingsOf(unit).some((spelling) => plainUnit(spelling) === plain);
}

function plainUnit(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}
