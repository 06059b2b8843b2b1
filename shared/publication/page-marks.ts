import type { Mark } from './document-types.ts';
import type { NoticeEdition } from './notice-edition.ts';
import { LINE_PITCH, marginsOf, mm, PAGE, round, SIZE, TEXT_AREA } from './page-metrics.ts';
import type { Typesetter } from './typesetter.ts';

/** Marks every page of a notice whose facts are not finalised. */
const PREVIEW_MARK = '预览稿';
const PREVIEW_LINE = '预览稿：尚未定稿，不得作为公示';
const ALARM = '#b42318';
const WATERMARK = { size: 120, angle: -28, opacity: 0.07 } as const;

/** 4号 digits between 一字线; the line lies 7 mm below the text area (GB/T 9704-2012, 7.5). */
const numberText = (page: number): string => `— ${page} —`;
/** How far the middle of a dash lies above its base line, in em of the faces used. */
const DASH_RISE = 0.36;

const plain = { face: 'serif', size: SIZE.pageNumber, angle: 0, colour: 'black', opacity: 1 } as const;

/**
 * The page number as the edition sets it. Web: centred below the text. Print: the sheet is bound upright with the others,
 * so the number stands where theirs do. Turned clockwise, the upright page's bottom is our left side: odd pages right (our
 * lower end), even left (our upper end), one character in.
 */
function pageNumber(typesetter: Typesetter, edition: NoticeEdition, page: number): Mark {
  const text = numberText(page);
  const { left, top } = marginsOf(edition);
  const width = typesetter.width(text, 'serif') * SIZE.pageNumber;
  const drop = DASH_RISE * SIZE.pageNumber;
  if (edition === 'web') {
    const y = top + TEXT_AREA.height + mm(7) + drop;
    return { ...plain, text, x: round(left + (TEXT_AREA.width - width) / 2), y: round(y) };
  }
  const odd = page % 2 === 1;
  const y = odd ? top + TEXT_AREA.height - SIZE.pageNumber - width : top + SIZE.pageNumber;
  return { ...plain, text, x: round(left - mm(7) - drop), y: round(y), angle: 90 };
}

function previewMarks(typesetter: Typesetter, edition: NoticeEdition): Mark[] {
  const { left, top } = marginsOf(edition);
  const width = typesetter.width(PREVIEW_LINE, 'sans') * SIZE.table;
  const half = (typesetter.width(PREVIEW_MARK, 'sans') * WATERMARK.size) / 2;
  const turn = (WATERMARK.angle * Math.PI) / 180;
  // The middle of the mark's characters lies in the middle of the page.
  const [along, below] = [-half, WATERMARK.size * 0.38];
  const x = PAGE.width / 2 + along * Math.cos(turn) - below * Math.sin(turn);
  const y = PAGE.height / 2 + along * Math.sin(turn) + below * Math.cos(turn);
  return [
    { text: PREVIEW_MARK, face: 'sans', ...WATERMARK, colour: ALARM, x: round(x), y: round(y) },
    {
      text: PREVIEW_LINE,
      face: 'sans',
      size: SIZE.table,
      angle: 0,
      colour: ALARM,
      opacity: 1,
      x: round(left + TEXT_AREA.width - width),
      y: round(top - LINE_PITCH + SIZE.table),
    },
  ];
}

/** What stands on a page beside the notice's words: its number, and what marks a preview. */
export function pageMarks(
  typesetter: Typesetter,
  edition: NoticeEdition,
  page: number,
  preview: boolean,
): readonly Mark[] {
  const number = pageNumber(typesetter, edition, page);
  return preview ? [...previewMarks(typesetter, edition), number] : [number];
}
