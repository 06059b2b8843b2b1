/** pdfkit ships no types; these are the few entry points the notices use. */
declare module 'pdfkit' {
  import type { Font } from 'fontkit';

  /** A face in one document: the glyphs it uses, with the width and the text of each. */
  export interface EmbeddedFont {
    readonly constructor: new (document: PDFDocument, face: Font, id: string) => EmbeddedFont;
    readonly font: Font;
    readonly scale: number;
    readonly subset: { readonly glyphs: number[]; readonly mapping: Record<number, number> };
    readonly unicode: (readonly number[])[];
    readonly widths: number[];
    encode: (text: string) => readonly [readonly string[], readonly GlyphPosition[]];
    widthOfString: (text: string, size: number) => number;
  }
  /** In thousandths of the size. */
  export interface GlyphPosition {
    readonly xAdvance: number;
    readonly advanceWidth: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }
  export interface TextOptions {
    readonly lineBreak: false;
    readonly baseline: 'alphabetic';
    readonly characterSpacing?: number;
  }
  export interface FileOptions {
    readonly name: string;
    readonly type: string;
    readonly description: string;
    readonly relationship: 'Data';
    readonly creationDate: Date;
    readonly modifiedDate: Date;
  }
  export interface DocumentOptions {
    readonly autoFirstPage: false;
    readonly font: null;
    readonly size: readonly [number, number];
    readonly margin: 0;
    readonly pdfVersion: '1.7';
    readonly subset: 'PDF/A-3b';
    readonly tagged: false;
    readonly displayTitle: true;
    readonly lang: string;
    readonly info: Readonly<Record<string, string | Date>>;
  }
  export default class PDFDocument {
    constructor(options: DocumentOptions);
    _font: EmbeddedFont;
    _fontCount: number;
    readonly _fontFamilies: Record<string, EmbeddedFont>;
    addPage(): this;
    font(source: Uint8Array): this;
    fontSize(size: number): this;
    text(text: string, x: number, y: number, options: TextOptions): this;
    fillColor(colour: string): this;
    fillOpacity(opacity: number): this;
    lineWidth(width: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    stroke(): this;
    save(): this;
    restore(): this;
    rotate(angle: number, options: { readonly origin: readonly [number, number] }): this;
    translate(x: number, y: number): this;
    scale(x: number, y: number): this;
    path(svg: string): this;
    fill(colour: string): this;
    file(content: Uint8Array, options: FileOptions): unknown;
    on(event: 'data', listener: (chunk: Uint8Array) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (fault: Error) => void): this;
    end(): void;
  }
}
