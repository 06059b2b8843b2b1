import { foldCharacter } from './fold-text.ts';

/** Nothing to fold: most names, and telling so is cheaper than rewriting them. */
const PLAIN_NAME = /^[\u4e00-\u9fff0-9a-z]*$/;

/** Quotation marks and title marks of every kind: a name in quotes is the same name. */
const QUOTE = /[\p{Pi}\p{Pf}"'`´¨˝′-‷ʹʺʻʼˮ‚„⹂「」『』《》〈〉〝-〟｢｣﹁-﹄❛-❟⟨-⟫\u2329\u232A]/gu;
const OPENING = /\p{Ps}/gu;
const CLOSING = /\p{Pe}/gu;
const COMMA = /[、،﹑﹐]/gu;
const SLASH = /[⁄∕⧸]/gu;
const CAPITAL = /[\p{Lu}\p{Lt}]/gu;

/** Longest chain of one fold making work for the next: known code points need three rounds. */
const ROUNDS = 5;

/**
 * The one spelling of a name by which names are compared, counted and searched, never shown. Alike are width, case,
 * NFKC's compatible forms, radicals and the ideographs they stand for, and dashes, middle dots, brackets, commas, slashes
 * among themselves. White space does not count except between figures (`1 2` is not `12`), nor do quotation marks, title
 * marks and what nobody sees. Traditional and simplified ideographs stay different, as do Latin, Greek and Cyrillic.
 */
export function foldName(name: string): string {
  if (PLAIN_NAME.test(name)) return name;
  let folded = name;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = foldOnce(folded);
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

function foldOnce(text: string): string {
  return Array.from(text.replace(QUOTE, ''), foldCharacter)
    .join('')
    .normalize('NFKC')
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(COMMA, ',')
    .replaceAll('。', '.')
    .replaceAll('∶', ':')
    .replace(SLASH, '/')
    .replace(/-{2,}/g, '-')
    .replace(/\.{3,}|⋯+/g, '...')
    .replace(CAPITAL, (letter) => letter.toLowerCase())
    .replace(/(\d?)\s+(?=(\d?))/g, (_, before: string, after: string) =>
      before !== '' && after !== '' ? `${before} ` : before,
    );
}
