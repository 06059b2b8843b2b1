import type { Line } from './break-lines.ts';
import type { TextItem } from './document-types.ts';
import { baseLine, round } from './page-metrics.ts';
import type { Typesetter } from './typesetter.ts';

/** How lines stand in their column. */
export interface Setting {
  readonly size: number;
  readonly lineHeight: number;
  /** Left edge and width of the column, upper edge of the first line; all in points. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align: 'left' | 'center' | 'justify';
  /** Indent of a paragraph's first line. */
  readonly indent?: number;
  /** Whether the first of these lines begins a paragraph. */
  readonly begins?: boolean;
}

/** The most that may come between two characters, in em: a line that lacks more is left as it is. */
const MOST_SPACING = 0.1;

/** Places lines one below the other; a justified line is filled by a little space after every character. */
export function setLines(typesetter: Typesetter, lines: readonly Line[], setting: Setting): TextItem[] {
  const drop = baseLine(setting.size, setting.lineHeight);
  return lines.flatMap((line, index) => {
    const begins = index === 0 ? (setting.begins ?? true) : (lines[index - 1]?.ends ?? true);
    const indent = begins ? (setting.indent ?? 0) : 0;
    const slack = setting.width - indent - line.width;
    const spacing = setting.align === 'justify' && !line.ends ? spacingOf(line, slack, setting.size) : 0;
    const x = setting.x + indent + (setting.align === 'center' ? slack / 2 : 0);
    return items(typesetter, line, {
      size: setting.size,
      x,
      y: setting.y + index * setting.lineHeight + drop,
      spacing,
    });
  });
}

function spacingOf(line: Line, slack: number, size: number): number {
  const gaps = Array.from(line.text).length - 1;
  if (gaps < 1 || slack <= 0) return 0;
  return slack / gaps <= MOST_SPACING * size ? slack / gaps : 0;
}

type Place = Pick<TextItem, 'size' | 'x' | 'y' | 'spacing'>;

function items(typesetter: Typesetter, line: Line, { size, x, y, spacing }: Place): TextItem[] {
  let at = x;
  return typesetter.runs(line.text, line.face).map(({ text, face, em }) => {
    const width = em * size + spacing * Array.from(text).length;
    const item = { text, face, size, x: round(at), y: round(y), width: round(width), spacing: round3(spacing) };
    at += width;
    return item;
  });
}

const round3 = (points: number): number => Math.round(points * 1000) / 1000;
