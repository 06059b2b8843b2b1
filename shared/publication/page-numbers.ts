import type { DocumentNode } from './document-types.ts';
import type { Edition } from './page-metrics.ts';
import { marginsOf, mm, PAGE, SIZE } from './page-metrics.ts';

/** 4号 digits between 一字线; the line lies 7 mm below the text area (GB/T 9704-2012, 7.5). */
const numberText = (page: number): string => `— ${page} —`;
/** From the top of a line of text to the middle of its dash, in points. */
const DASH_DROP = SIZE.pageNumber * 0.77;

/** Web edition: centred below the text. */
function centred(page: number): DocumentNode {
  return {
    text: numberText(page),
    alignment: 'center',
    fontSize: SIZE.pageNumber,
    margin: [0, Math.round((mm(7) - DASH_DROP) * 100) / 100, 0, 0],
  };
}

/**
 * Print edition: the sheet is bound upright with the others, so the number stands where theirs do. Turned clockwise, the
 * upright page's bottom is our left side: odd pages right (our lower end), even left (our upper end), one character in.
 */
function bound(page: number): DocumentNode {
  const { left, top, bottom } = marginsOf('print');
  const odd = page % 2 === 1;
  const length = PAGE.height - top - bottom;
  const anchor = odd ? length - SIZE.pageNumber : SIZE.pageNumber;
  const middle = 10;
  const text = `<text transform="translate(${middle - 5} ${anchor}) rotate(90)" font-family="Serif" font-size="${SIZE.pageNumber}" text-anchor="${odd ? 'end' : 'start'}">${numberText(page)}</text>`;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="${length}">${text}</svg>`,
    width: 20,
    height: length,
    absolutePosition: { x: Math.round((left - mm(7) - middle) * 100) / 100, y: top },
  };
}

/** The page number of a page, as the edition sets it. */
export function pageNumber(edition: Edition, page: number): DocumentNode {
  return edition === 'web' ? centred(page) : bound(page);
}
