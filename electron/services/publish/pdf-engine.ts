import pdfMake from 'pdfmake';
import { SIZE, TABLE_LINE_HEIGHT, TABLE_RULES } from '#shared/publication/page-metrics.ts';
import type { NoticeDocument, Placement, Placements } from '#shared/publication/document-types.ts';
import { fontBytes } from './fonts.ts';
import { keepFonts } from './keep-fonts.ts';

/** A file to embed (PDF/A-3: associated with the document as its data). */
export interface EmbeddedFile {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

export interface Rendering {
  /** Written into the file as its time of creation: the same input gives the same bytes. */
  readonly createdAt: Date;
  readonly files: readonly EmbeddedFile[];
}

/** What pdfmake tells about a node after layout. */
interface NodeInfo {
  readonly id?: string;
  readonly startPosition: { readonly pageNumber: number; readonly top: number };
}

/** Ends a run after layout, before anything is drawn: pdfmake offers the hook, but no layout on its own. */
class LayoutDone extends Error {}

const { frame, line, paddingX, paddingY } = TABLE_RULES;
const isEdge = (index: number, count: number): boolean => index === 0 || index === count;

const noticeLayout = {
  hLineWidth: (index: number, node: { table: { body: unknown[] } }) =>
    isEdge(index, node.table.body.length) ? frame : line,
  vLineWidth: (index: number, node: { table: { widths: unknown[] } }) =>
    isEdge(index, node.table.widths.length) ? frame : line,
  paddingLeft: () => paddingX,
  paddingRight: () => paddingX,
  paddingTop: () => paddingY,
  paddingBottom: () => paddingY,
};

/** Fonts by the names under which the engine finds them in its own memory. */
const FACES = ['serif', 'serifBold', 'sans'] as const;
const FONTS = { Serif: { normal: 'serif', bold: 'serifBold' }, Sans: { normal: 'sans' } } as const;

let configured = false;
function configure(): void {
  if (configured) return;
  configured = true;
  const named = new Map(FACES.map((face) => [face, fontBytes(face)]));
  keepFonts(named);
  for (const [face, bytes] of named) pdfMake.virtualfs.writeFileSync(face, bytes);
  pdfMake.setTableLayouts({ notice: noticeLayout });
  // Documents hold text that people typed: nothing in them may make the engine fetch or read a file.
  pdfMake.setUrlAccessPolicy(() => false);
  pdfMake.setLocalAccessPolicy(() => false);
}

function definition(document: NoticeDocument, rendering: Rendering | null, onNode: (node: NodeInfo) => void): object {
  const { at, nodes } = document.pageNumbers;
  return {
    ...structuredClone({ content: document.content, watermark: watermark(document) }),
    pageSize: { ...document.page },
    pageMargins: [...document.margins],
    ...(document.header === null ? {} : { header: () => structuredClone(document.header) }),
    [at]: (page: number) => structuredClone(nodes[page - 1] ?? null),
    defaultStyle: { font: 'Serif', fontSize: SIZE.table, lineHeight: TABLE_LINE_HEIGHT, color: 'black' },
    version: '1.7',
    subset: 'PDF/A-3b',
    tagged: false,
    displayTitle: true,
    language: 'zh-CN',
    pageBreakBefore: (node: NodeInfo) => {
      onNode(node);
      return false;
    },
    ...(rendering === null ? {} : metadata(document, rendering)),
  };
}

function watermark({ watermark: text }: NoticeDocument): object | undefined {
  if (text === null) return undefined;
  return { text, font: 'Sans', fontSize: 120, color: '#b42318', opacity: 0.07, angle: -28 };
}

function metadata(document: NoticeDocument, { createdAt, files }: Rendering): object {
  const dated = { creationDate: createdAt, modDate: createdAt };
  const embedded = files.map(({ name, type, description, bytes }, index) => [
    `file${index + 1}`,
    {
      src: `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`,
      name,
      type,
      description,
      relationship: 'Data',
      creationDate: createdAt,
      modifiedDate: createdAt,
    },
  ]);
  return {
    info: { ...document.info, creator: '智慧社区验收工作台', producer: 'pdfmake', ...dated },
    files: Object.fromEntries(embedded),
  };
}

function collector(): { placements: Map<string, Placement>; onNode: (node: NodeInfo) => void } {
  const placements = new Map<string, Placement>();
  const onNode = ({ id, startPosition }: NodeInfo): void => {
    if (id !== undefined) placements.set(id, { page: startPosition.pageNumber, top: startPosition.top });
  };
  return { placements, onNode };
}

/** Lays a document out without drawing it. */
export async function layoutPdf(document: NoticeDocument): Promise<Placements> {
  configure();
  pdfMake.setFonts(structuredClone(FONTS));
  const placements = new Map<string, Placement>();
  const stopAt = lastId(document);
  const onNode = ({ id, startPosition }: NodeInfo): void => {
    if (id === undefined) return;
    placements.set(id, { page: startPosition.pageNumber, top: startPosition.top });
    if (id === stopAt) throw new LayoutDone();
  };
  try {
    await pdfMake.createPdf(definition(document, null, onNode)).getBuffer();
  } catch (error) {
    if (!(error instanceof LayoutDone)) throw error;
  }
  return placements;
}

/** The last named node of a document's own flow: once it is placed, all are. */
function lastId(document: NoticeDocument): string | undefined {
  return document.content.reduce<string | undefined>(
    (last, node) => ('id' in node && node.id ? node.id : last),
    undefined,
  );
}

/** Draws a document as PDF/A-3b with its files embedded. Deterministic: the same input gives the same bytes. */
export async function renderPdf(
  document: NoticeDocument,
  rendering: Rendering,
): Promise<{ readonly pdf: Uint8Array; readonly placements: Placements }> {
  configure();
  pdfMake.setFonts(structuredClone(FONTS));
  const { placements, onNode } = collector();
  const pdf = await pdfMake.createPdf(definition(document, rendering, onNode)).getBuffer();
  return { pdf: new Uint8Array(pdf), placements };
}
