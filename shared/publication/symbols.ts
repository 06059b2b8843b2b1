/** A sign that the faces lack, drawn by signs that they have and that look and mean the same. */
export interface Stand {
  readonly base: string;
  /** Drawn over the base, in its middle. */
  readonly over?: string;
}

const STANDS: Readonly<Record<string, Stand>> = {
  '☐': { base: '□' },
  '☑': { base: '□', over: '✓' },
  '✅': { base: '□', over: '✓' },
  '🗹': { base: '□', over: '✓' },
  '☒': { base: '□', over: '×' },
  '🗷': { base: '□', over: '×' },
  '❎': { base: '□', over: '×' },
  '✔': { base: '✓' },
  '🗸': { base: '✓' },
  '✕': { base: '×' },
  '✖': { base: '×' },
  '✗': { base: '×' },
  '✘': { base: '×' },
  '❌': { base: '×' },
  '⁃': { base: '-' },
  '∙': { base: '·' },
  '⋅': { base: '·' },
  '▪': { base: '■' },
  '▫': { base: '□' },
  '◼': { base: '■' },
  '◻': { base: '□' },
  '⬛': { base: '■' },
  '⬜': { base: '□' },
  '⚫': { base: '●' },
  '⚪': { base: '○' },
  '►': { base: '▶' },
  '➤': { base: '▶' },
  '➢': { base: '▷' },
  '➔': { base: '→' },
  '➜': { base: '→' },
  '⟶': { base: '→' },
  '⭐': { base: '★' },
  '✦': { base: '◆' },
  '✧': { base: '◇' },
};

/**
 * How a sign is drawn that inspectors paste and no face has: by an equal one (✔ as ✓), or by two over each other (☑ as
 * □ with ✓). Its text stays what was typed. Undefined: it has no honest likeness.
 */
export function standFor(character: string): Stand | undefined {
  return Object.hasOwn(STANDS, character) ? STANDS[character] : undefined;
}
