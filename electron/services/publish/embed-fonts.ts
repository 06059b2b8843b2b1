import type PDFDocument from 'pdfkit';
import type { EmbeddedFont, GlyphPosition } from 'pdfkit';
import engine from 'pdfkit/package.json' with { type: 'json' };
import type { Face } from '#shared/publication/document-types.ts';
import { fontBytes } from './fonts.ts';
import { drawnAs, openTypeface } from './typefaces.ts';

/** Inner parts of the engine are set below. Another version may have them elsewhere, and would draw other words in silence. */
const KNOWN_ENGINE = '0.19.1';
if (engine.version !== KNOWN_ENGINE)
  throw new Error(`pdfkit ${engine.version} is not ${KNOWN_ENGINE}, whose fonts are known`);

type FontClass = EmbeddedFont['constructor'];
let fontClass: FontClass | undefined;

/**
 * Puts a face into a document. The face stays open between documents (the engine would read its tables anew for each), and
 * text is set glyph by glyph at its own advance, as it was measured. Nothing carries over from one document to the next.
 */
export function embedFont(document: PDFDocument, face: Face): EmbeddedFont {
  const family = openTypeface(face);
  const known = document._fontFamilies[face];
  if (known !== undefined) return known;
  document._fontCount += 1;
  const Embedded = (fontClass ??= findFontClass(document));
  const font = new Embedded(document, family, `F${document._fontCount}`);
  setGlyphByGlyph(font, face);
  document._fontFamilies[face] = font;
  return font;
}

/** The engine does not give its class of embedded fonts away, but makes one when it opens a face itself. */
function findFontClass(document: PDFDocument): FontClass {
  const [families, count, font] = [{ ...document._fontFamilies }, document._fontCount, document._font];
  document.font(fontBytes('serif'));
  const found = document._font.constructor;
  for (const name of Object.keys(document._fontFamilies)) if (!(name in families)) delete document._fontFamilies[name];
  document._fontCount = count;
  document._font = font;
  return found;
}

/** Beyond the last code point: keeps glyph and character apart in one number. */
const CHARACTERS = 0x11_0000;

/**
 * Gives every pair of glyph and character a number of its own in the document, so that two characters which one glyph draws
 * (⽅ and 方) are each read back as themselves, whichever came first.
 */
function setGlyphByGlyph(font: EmbeddedFont, face: Face): void {
  const { glyphs, mapping } = font.subset;
  if (glyphs.length !== 1 || mapping[0] !== 0) throw new Error('fontkit begins a subset otherwise than it is known to');
  const numbers = new Map<number, number>();
  const positions = new Map<number, GlyphPosition>();
  const numberOf = (glyph: number, code: number, advance: number): number => {
    const key = glyph * CHARACTERS + code;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = glyphs.length;
    glyphs.push(glyph);
    // Glyphs made of others ask for their parts by this table.
    mapping[glyph] ??= number;
    font.widths[number] = advance;
    font.unicode[number] = [code];
    numbers.set(key, number);
    positions.set(number, { xAdvance: advance, advanceWidth: advance, xOffset: 0, yOffset: 0 });
    return number;
  };
  const setCharacter = (character: string): number => {
    const drawn = drawnAs(face, character) ?? character;
    const glyph = font.font.glyphForCodePoint(drawn.codePointAt(0) ?? 0);
    return numberOf(glyph.id, character.codePointAt(0) ?? 0, glyph.advanceWidth * font.scale);
  };
  font.encode = (text) => {
    const set = Array.from(text, setCharacter);
    return [
      set.map((number) => number.toString(16).padStart(4, '0')),
      set.map((number) => positions.get(number) ?? NOWHERE),
    ];
  };
  // The engine asks for widths only to place what it breaks itself, and here it breaks nothing.
  font.widthOfString = () => 0;
}

const NOWHERE: GlyphPosition = { xAdvance: 0, advanceWidth: 0, xOffset: 0, yOffset: 0 };
