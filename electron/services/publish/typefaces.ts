import { create, type Font } from 'fontkit';
import type { Face } from '#shared/publication/document-types.ts';
import { standFor } from '#shared/publication/symbols.ts';
import { createTypesetter, type Typesetter } from '#shared/publication/typesetter.ts';
import { fontBytes } from './fonts.ts';

const opened = new Map<Face, Font>();

/** A face, opened once for all notices: reading its tables takes longer than laying a notice out. */
export function openTypeface(face: Face): Font {
  const known = opened.get(face);
  if (known !== undefined) return known;
  const font = create(fontBytes(face));
  if (!('hasGlyphForCodePoint' in font)) throw new Error('a font collection is not a font');
  opened.set(face, font);
  return font;
}

const drawn: Readonly<Record<Face, Map<string, string | null>>> = {
  serif: new Map(),
  serifBold: new Map(),
  sans: new Map(),
};

/** The sign that a face draws for a character: its own, or one that looks the same; null: none. */
export function drawnAs(face: Face, character: string): string | null {
  const known = drawn[face].get(character);
  if (known !== undefined) return known;
  const found = findSign(face, character);
  drawn[face].set(character, found);
  return found;
}

function findSign(face: Face, character: string): string | null {
  const font = openTypeface(face);
  const has = (one: string): boolean => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0);
  if (has(character)) return character;
  const stand = standFor(character);
  return stand !== undefined && has(stand.base) && has(stand.over ?? stand.base) ? stand.base : null;
}

/** Measures with the faces that notices embed; what it measured it remembers as long as the thread lives. */
export const typesetter: Typesetter = createTypesetter((face, character) => {
  const sign = drawnAs(face, character);
  if (sign === null) return null;
  const font = openTypeface(face);
  return font.glyphForCodePoint(sign.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
});
