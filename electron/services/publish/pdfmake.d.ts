/** pdfmake ships no types; these are the few entry points the notices use. */
declare module 'pdfmake' {
  interface Document {
    getBuffer(): Promise<Buffer>;
  }
  interface PdfMake {
    readonly virtualfs: { writeFileSync(name: string, content: Buffer): void };
    setFonts(fonts: Record<string, { normal: string; bold?: string }>): void;
    setTableLayouts(layouts: Record<string, object>): void;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy(allow: (path: string) => boolean): void;
    createPdf(definition: object, options?: object): Document;
  }
  const pdfMake: PdfMake;
  export default pdfMake;
}

/** The engine's document, as far as opened typefaces concern it. */
declare module 'pdfmake/js/PDFDocument.js' {
  import type { Font, Glyph } from 'fontkit';

  /** A word set in a typeface; widths in thousandths of the font size. */
  export interface Run {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly object[];
    readonly advanceWidth: number;
  }
  export interface TypeFace extends Font {
    readonly _glyphs: Record<number, Glyph>;
  }
  export interface EmbeddedFont {
    readonly constructor: new (document: PdfDocument, face: TypeFace, id: string) => EmbeddedFont;
    readonly name: string;
    readonly font: TypeFace;
    layoutRun(text: string, features?: unknown): Run;
  }
  export interface PdfDocument {
    _font: EmbeddedFont;
    _fontCount: number;
    readonly _fontFamilies: Record<string, EmbeddedFont>;
    font: (this: PdfDocument, source: string | Uint8Array, family?: string, size?: number) => PdfDocument;
  }
  interface DocumentClass {
    readonly prototype: PdfDocument;
  }
  const documentModule: DocumentClass | { readonly default: DocumentClass };
  export default documentModule;
}
