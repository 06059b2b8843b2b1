import type { Glyph } from 'fontkit';
import documentModule, {
  type EmbeddedFont,
  type PdfDocument,
  type Run,
  type TypeFace,
} from 'pdfmake/js/PDFDocument.js';

/** A typeface that stays open between documents, with the words set in it so far. */
interface Kept {
  readonly face: TypeFace;
  readonly Embedded: EmbeddedFont['constructor'];
  readonly runs: Map<string, Run>;
}

/** Words remembered per typeface: some twenty notices; then it begins anew. */
const MOST_RUNS = 50_000;
/** Beyond the last code point: keeps glyph and character apart in one number. */
const CHARACTERS = 0x11_0000;
const SPACE = 0x20;

// Loaders differ in what they make of the engine's CommonJS: the module, or its default export.
const { prototype } = 'default' in documentModule ? documentModule.default : documentModule;
const openAnew = prototype.font;
const kept = new WeakMap<object, Kept>();
let keeping = false;

/**
 * Lets documents share what takes most of their time and is the same for all: opened typefaces (the engine reads their
 * tables anew for every document) and the widths and glyphs of words (which a notice needs three times over). What a
 * document looks like does not depend on the documents before it.
 */
export function keepFonts(named: ReadonlyMap<string, Uint8Array>): void {
  if (keeping) return;
  keeping = true;
  prototype.font = function font(this: PdfDocument, source, family, size) {
    // Text within a drawing asks for its typeface by the name under which the engine has its bytes.
    const bytes = typeof source === 'string' ? named.get(source) : source;
    if (bytes === undefined) return openAnew.call(this, source, family, size);
    const known = kept.get(bytes);
    if (known !== undefined) return takeKept(this, known);
    openAnew.call(this, bytes, family, size);
    kept.set(bytes, keep(this._font));
    return this;
  };
}

/** As the engine does for a typeface opened from bytes, but without reading them; once for a document. */
function takeKept(document: PdfDocument, known: Kept): PdfDocument {
  const embedded = Object.values(document._fontFamilies).find(({ font }) => font === known.face);
  if (embedded === undefined) return embedKept(document, known);
  document._font = embedded;
  return document;
}

function embedKept(document: PdfDocument, known: Kept): PdfDocument {
  document._fontCount += 1;
  const font = new known.Embedded(document, known.face, `F${document._fontCount}`);
  document._fontFamilies[font.name] = font;
  document._font = font;
  lendRuns(font, known.runs);
  return document;
}

function keep(font: EmbeddedFont): Kept {
  tellGlyphsApart(font.font);
  const runs = new Map<string, Run>();
  lendRuns(font, runs);
  return { face: font.font, Embedded: font.constructor, runs };
}

/**
 * A typeface hands out one object per glyph, with the characters for which it was first asked: then the text behind a
 * glyph that two characters share would depend on earlier documents. Here each has its own.
 */
function tellGlyphsApart(face: TypeFace): void {
  const make = face.getGlyph.bind(face);
  const made = new Map<number | string, Glyph>();
  face.getGlyph = (id, characters = []) => {
    const [first = -1] = characters;
    const key = characters.length > 1 ? `${id}:${characters.join()}` : id * CHARACTERS + first;
    const known = made.get(key);
    if (known !== undefined) return known;
    delete face._glyphs[id];
    const glyph = make(id, characters);
    made.set(key, glyph);
    return glyph;
  };
}

/** Words come from the shared memory; of a glyph that two characters share, the document knows the one it used first. */
function lendRuns(font: EmbeddedFont, runs: Map<string, Run>): void {
  const setAnew = font.layoutRun.bind(font);
  const space = font.font.glyphForCodePoint(SPACE);
  // The glyph of a space is read back as a space, though a space that keeps words together may come first.
  const own = new Map([[space.id, space]]);
  const ownGlyph = (glyph: Glyph): Glyph => {
    const first = own.get(glyph.id);
    if (first === undefined) own.set(glyph.id, glyph);
    return first ?? glyph;
  };
  font.layoutRun = (text, features) => {
    if (features !== undefined) return setAnew(text, features);
    let run = runs.get(text);
    if (run === undefined) {
      if (runs.size >= MOST_RUNS) runs.clear();
      run = setAnew(text);
      runs.set(text, run);
    }
    return { glyphs: run.glyphs.map(ownGlyph), positions: run.positions, advanceWidth: run.advanceWidth };
  };
}
