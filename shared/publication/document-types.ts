/** The part of pdfmake's document language that notices use: plain data, comparable as JSON. */
export interface TextRun {
  readonly text: string;
  readonly noWrap?: true;
  readonly font?: FontName;
}
export type FontName = 'Serif' | 'Sans';
export type Alignment = 'left' | 'center' | 'right' | 'justify';

interface Placed {
  readonly margin?: readonly [number, number, number, number];
  readonly pageBreak?: 'before';
  readonly absolutePosition?: { readonly x: number; readonly y: number };
}
export interface TextNode extends Placed {
  readonly text: string | readonly (string | TextRun)[];
  readonly id?: string;
  readonly font?: FontName;
  readonly bold?: true;
  readonly fontSize?: number;
  readonly lineHeight?: number;
  readonly alignment?: Alignment;
  readonly leadingIndent?: number;
  readonly color?: string;
  readonly width?: number | '*' | 'auto';
}
export interface StackNode extends Placed {
  readonly stack: readonly DocumentNode[];
  readonly width?: number | '*' | 'auto';
}
export interface ColumnsNode extends Placed {
  readonly columns: readonly DocumentNode[];
  readonly columnGap?: number;
}
export interface SvgNode extends Placed {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}
export type TableCell = (TextNode | StackNode) & {
  readonly rowSpan?: number;
  readonly verticalAlignment?: 'top' | 'middle';
};
export interface TableNode extends Placed {
  readonly layout: 'notice';
  readonly table: {
    readonly widths: readonly number[];
    readonly headerRows: number;
    readonly body: readonly (readonly TableCell[])[];
  };
}
export type DocumentNode = TextNode | StackNode | ColumnsNode | SvgNode | TableNode;

/** A document ready for the renderer, which adds only what data cannot say (font files, attachment bytes). */
export interface NoticeDocument {
  readonly page: { readonly width: number; readonly height: number };
  readonly margins: readonly [number, number, number, number];
  readonly info: { readonly title: string; readonly author: string; readonly subject: string };
  readonly header: DocumentNode | null;
  /** Page numbers, page by page: in the bottom margin, or anywhere on the page by their own coordinates. */
  readonly pageNumbers: { readonly at: 'footer' | 'background'; readonly nodes: readonly DocumentNode[] };
  readonly watermark: string | null;
  readonly content: readonly DocumentNode[];
}

/** Where a node with an id begins: page from 1, `top` in points from the upper edge of that page. */
export interface Placement {
  readonly page: number;
  readonly top: number;
}
export type Placements = ReadonlyMap<string, Placement>;
