import type { NoticeEdition } from './notice-edition.ts';

/** Millimetres in points. */
export const mm = (millimetres: number): number => Math.round((millimetres * 7200) / 25.4) / 100;

/** Type sizes of GB/T 9704-2012 in points: 2号, 3号, 4号, 五号. */
export const SIZE = { title: 22, body: 15.75, pageNumber: 14, table: 10.5 } as const;

/** 行: 22 lines on 225 mm. */
export const LINE_PITCH = mm(225 / 22);

/** Heights of a line: of the table (13.3 pt, as single-spaced 五号 in office tables), and of the title and caption, which stand alone. */
export const LINE = { table: 13.3, title: 29, caption: 21 } as const;
/** From the upper edge of a Chinese character to the base line, in em: the embedded faces sit 0.12 em below it. */
const BODY_RISE = 0.88;

/** The base line of a line of text, measured from its upper edge, so that as much air is above the characters as below. */
export function baseLine(size: number, lineHeight: number): number {
  return (lineHeight - size) / 2 + BODY_RISE * size;
}

/** A4 turned, in points. */
export const PAGE = { width: mm(297), height: mm(210) } as const;

export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Margins of the turned page; the text area is 225 × 156 mm either way. Print: the head of the table faces the upright
 * page's left edge (clause 8), so 天头 37 lies right, 订口 28 on top. Web: the same area, centred, as on a screen.
 */
export function marginsOf(edition: NoticeEdition): Margins {
  if (edition === 'print') return { left: mm(35), top: mm(28), right: mm(37), bottom: mm(26) };
  return { left: mm(36), top: mm(28), right: mm(36), bottom: mm(26) };
}

/** Width and height of the text area (版心). */
export const TEXT_AREA = { width: mm(225), height: mm(156) } as const;

/** Frame and ruling of the table, and the air inside its cells, in points. */
export const TABLE_RULES = { frame: 1, line: 0.5, paddingX: 4, paddingY: 3 } as const;

/** To a hundredth of a point: finer than any printer, and readable. */
export const round = (points: number): number => Math.round(points * 100) / 100;

/** Width of a text in em: Chinese characters and marks are 1, Latin letters and digits about 0.56. */
export function textEms(text: string): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) < 0x2e80 && character !== '—' ? 0.56 : 1;
  return ems;
}
