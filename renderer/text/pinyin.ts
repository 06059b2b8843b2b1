/** The first character, in pinyin order, of each initial letter. */
const FIRSTS = Array.from('阿八嚓哒妸发旮哈讥咔垃妈拿噢妑七呥扨它穵夕丫帀');
const LETTERS = Array.from('abcdefghjklmnopqrstwxyz');
const ORDER = new Intl.Collator('zh-CN-u-co-pinyin');
const HAN = /\p{Script=Han}/u;

/** Pinyin initials of a text, good enough for searching: `养老服务` → `ylfw`. Other characters stay, in lower case. */
export function pinyinInitials(text: string): string {
  return Array.from(text, initialOf).join('');
}

function initialOf(character: string): string {
  if (!HAN.test(character)) return character.toLowerCase();
  const index = FIRSTS.findLastIndex((first) => ORDER.compare(first, character) <= 0);
  return LETTERS[index] ?? character;
}
