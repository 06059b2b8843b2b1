import { create, type PathCommand } from 'fontkit';

/** A font reduced to what the signature block needs: widths and outlines, in font units. */
export interface OutlineFont {
  readonly unitsPerEm: number;
  readonly covers: (character: string) => boolean;
  /** Advance width of the text, in ems. */
  readonly width: (text: string) => number;
  /** PDF path operators for the text, starting at the origin, in font units; to be filled with the non-zero rule. */
  readonly paths: (text: string) => string;
}

const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** Outlines are translated glyph by glyph, so that coordinates stay small integers and compress well. */
function commandOperator(command: PathCommand, from: readonly [number, number]): string {
  const args = command.args;
  const round = (values: readonly number[]): string => values.map((value) => Math.round(value)).join(' ');
  switch (command.command) {
    case 'moveTo':
      return `${round(args)} m`;
    case 'lineTo':
      return `${round(args)} l`;
    case 'bezierCurveTo':
      return `${round(args)} c`;
    case 'quadraticCurveTo': {
      const [cx = 0, cy = 0, x = 0, y = 0] = args;
      const [fx, fy] = from;
      // PDF knows cubic curves only: both control points lie two thirds of the way to the quadratic one.
      const third = (end: number, control: number): number => end + (2 / 3) * (control - end);
      return `${round([third(fx, cx), third(fy, cy), third(x, cx), third(y, cy), x, y])} c`;
    }
    default:
      return 'h';
  }
}

function glyphOperators(commands: readonly PathCommand[]): string {
  let from: readonly [number, number] = [0, 0];
  const operators = commands.map((command) => {
    const operator = commandOperator(command, from);
    const [x, y] = command.args.slice(-2);
    if (x !== undefined && y !== undefined) from = [x, y];
    return operator;
  });
  return operators.join('\n');
}

/**
 * Opens a TrueType or OpenType font for drawing text as outlines. Outlines need no font object in the signed file: nothing to
 * subset, nothing that PDF/A could find missing, and a few hundred bytes a character.
 */
export function openOutlineFont(bytes: Uint8Array): OutlineFont {
  const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!('glyphForCodePoint' in font)) throw new Error('a font collection is not a font');
  const glyphs = (text: string) => codePoints(text).map((point) => font.glyphForCodePoint(point));
  const paths = (text: string): string =>
    glyphs(text)
      .map((glyph) => {
        const outline = glyphOperators(glyph.path.commands);
        const drawn = outline === '' ? '' : `${outline}\nf\n`;
        return `${drawn}1 0 0 1 ${Math.round(glyph.advanceWidth)} 0 cm`;
      })
      .join('\n');
  return {
    unitsPerEm: font.unitsPerEm,
    covers: (character) => codePoints(character).every((point) => font.hasGlyphForCodePoint(point)),
    width: (text) => glyphs(text).reduce((sum, glyph) => sum + glyph.advanceWidth, 0) / font.unitsPerEm,
    paths,
  };
}
