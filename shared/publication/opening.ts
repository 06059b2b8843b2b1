import { breakLines } from './break-lines.ts';
import type { Line } from './break-lines.ts';
import type { Block } from './document-types.ts';
import type { NoticeModel } from './notice-model.ts';
import { LINE, LINE_PITCH, SIZE, TEXT_AREA } from './page-metrics.ts';
import { setLines } from './set-lines.ts';
import type { Typesetter } from './typesetter.ts';

const INDENT = SIZE.body * 2;

/** What stands above the table, as lines. */
export interface Opening {
  readonly title: readonly Line[];
  readonly paragraph: readonly Line[];
  readonly caption: readonly Line[];
}

/** Breaks title, opening paragraph and caption at the width of the text area. */
export function typesetOpening(typesetter: Typesetter, model: NoticeModel): Opening {
  const { width } = TEXT_AREA;
  return {
    title: breakLines(typesetter, model.title, { face: 'serifBold', size: SIZE.title, width }),
    paragraph: breakLines(typesetter, model.opening, { face: 'serif', size: SIZE.body, width, indent: INDENT }),
    caption: breakLines(typesetter, model.caption, { face: 'serifBold', size: SIZE.body, width }),
  };
}

/** Title with half a line of air below it. */
export const titleHeight = ({ title }: Opening): number => title.length * LINE.title + LINE_PITCH / 2;

/** Caption with a quarter of a line of air above and below. */
export const captionHeight = ({ caption }: Opening): number => caption.length * LINE.caption + LINE_PITCH / 2;

/** Where something is set: left edge of the text area, and how far down the page. */
export interface Spot {
  readonly left: number;
  readonly top: number;
}

export function titleBlock(typesetter: Typesetter, { title }: Opening, { left, top }: Spot): Block {
  const setting = { size: SIZE.title, lineHeight: LINE.title, x: left, y: top, width: TEXT_AREA.width } as const;
  return {
    of: 'title',
    box: { x: left, y: top, width: TEXT_AREA.width, height: title.length * LINE.title },
    items: setLines(typesetter, title, { ...setting, align: 'center' }),
  };
}

/** The lines `from` to `to` of the opening paragraph. */
export function openingBlock(
  typesetter: Typesetter,
  { paragraph }: Opening,
  { from, to }: { readonly from: number; readonly to: number },
  { left, top }: Spot,
): Block {
  const lines = paragraph.slice(from, to);
  const setting = { size: SIZE.body, lineHeight: LINE_PITCH, x: left, y: top, width: TEXT_AREA.width } as const;
  return {
    of: 'opening',
    box: { x: left, y: top, width: TEXT_AREA.width, height: lines.length * LINE_PITCH },
    items: setLines(typesetter, lines, { ...setting, align: 'justify', indent: INDENT, begins: from === 0 }),
  };
}

export function captionBlock(typesetter: Typesetter, { caption }: Opening, { left, top }: Spot): Block {
  const y = top + LINE_PITCH / 4;
  const setting = { size: SIZE.body, lineHeight: LINE.caption, x: left, y, width: TEXT_AREA.width } as const;
  return {
    of: 'caption',
    box: { x: left, y, width: TEXT_AREA.width, height: caption.length * LINE.caption },
    items: setLines(typesetter, caption, { ...setting, align: 'center' }),
  };
}
