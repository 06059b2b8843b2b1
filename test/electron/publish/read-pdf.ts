import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { typesetter } from '#electron/services/publish/typefaces.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import { assess } from '#shared/assessment/assess.ts';
import { noticeModel, printedModel } from '#shared/publication/notice-model.ts';
import { marginsOf } from '#shared/publication/page-metrics.ts';
import { columnEdges, columnWidths } from '#shared/publication/table-columns.ts';

/** A piece of text on a page: left edge and base line in points from the lower left, size of its type. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Names the face within its page. */
  readonly font: string;
}

export interface ReadPdf {
  readonly pages: readonly (readonly Piece[])[];
  readonly attachments: ReadonlyMap<string, Uint8Array>;
  readonly info: Readonly<Record<string, unknown>>;
}

/** Reads a PDF with a reader that has no part in writing it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages: Piece[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [a = 0, b = 0, , , x = 0, y = 0]: number[] = item.transform;
        return [{ text: item.str, x, y, size: Math.hypot(a, b), font: item.fontName }];
      }),
    );
  }
  const attachments = new Map<string, Uint8Array>();
  for (const [id, { filename }] of (await document.getAttachments()) ?? []) {
    attachments.set(filename, await contentOf(document, id));
  }
  const { info } = await document.getMetadata();
  return { pages, attachments, info: { ...info } };
}

async function contentOf(document: PDFDocumentProxy, id: string): Promise<Uint8Array> {
  const content: unknown = await document.getAttachmentContent(id);
  if (content instanceof Uint8Array) return content;
  throw new Error(`${id} has no content`);
}

/** Where the ruled lines between the columns stand in the notice of an input: they are chosen by its texts. */
export function edgesOf(input: NoticeInput): readonly number[] {
  const { catalogue, facts, edition } = input;
  const model = printedModel(noticeModel(catalogue, facts, assess(catalogue, facts), input));
  return columnEdges(columnWidths(typesetter, model), marginsOf(edition).left);
}

/** The pieces of one column of the table on a page, its head left out, in reading order. */
export function columnPieces(page: readonly Piece[], index: number, edges: readonly number[]): Piece[] {
  const [left = 0, right = 0] = [edges[index], edges[index + 1]];
  const heads = page.filter((piece) => piece.text === '序号');
  const bold = heads[0]?.font;
  return page
    .filter(({ x, size, font }) => x >= left - 1 && x < right - 1 && font !== bold && Math.abs(size - 10.5) < 0.1)
    .toSorted((a, b) => b.y - a.y || a.x - b.x);
}
