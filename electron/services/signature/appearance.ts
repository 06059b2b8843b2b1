import { isInvisible } from '#shared/text/visible.ts';
import { TEST_MARK } from '#shared/publication/certificate-holder.ts';
import { type OutlineFont, openOutlineFont } from './outline-font.ts';
import { wrapText } from './wrap-text.ts';

/** TrueType bytes of the two weights that the block is set in. */
export interface AppearanceFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** What the visible block states. */
export interface AppearanceText {
  readonly role: string;
  readonly name: string;
  readonly time: string;
  /** Whom the certificate names, and their office. */
  readonly holder: string;
  /** How holder and name belong together where they are not the same person or office; else null. */
  readonly behalf: string | null;
  readonly issuer: string;
  readonly serial: string;
  readonly test: boolean;
}

interface OpenFonts {
  readonly regular: OutlineFont;
  readonly bold: OutlineFont;
}

/** A line of text at its distance from the block's left edge. */
interface Piece {
  readonly font: OutlineFont;
  readonly size: number;
  readonly x: number;
  readonly colour: string;
  readonly text: string;
}

/** Lines from top to bottom, each with the room it takes. */
interface Line {
  readonly height: number;
  readonly pieces: readonly Piece[];
}

const COLOUR = {
  paper: '1 1 1',
  ink: '0.11 0.13 0.16',
  label: '0.38 0.42 0.48',
  accent: '0.12 0.31 0.47',
  tint: '0.93 0.95 0.97',
  alarm: '0.72 0.11 0.09',
} as const;
const STRIP = 48;
const INSET = 6;
const BAND_LEAD = 9;
const PADDING = 5;
const NAME = { size: 12.5, lead: 16 } as const;
const DETAIL = { size: 6.5, lead: 9.2 } as const;
/** Under this part of its normal size the block could not be read in print: it does not fit. */
const LEAST_SCALE = 0.75;
const STATEMENT = '电子签名，供完整性校验；不替代法定电子印章';
const TEST_STATEMENT = `${TEST_MARK} · 仅供试用，不具有法律效力`;

const n = (value: number): string => String(Math.round(value * 1000) / 1000);

const box = (x: number, y: number, width: number, height: number, colour: string): string =>
  `${colour} rg ${n(x)} ${n(y)} ${n(width)} ${n(height)} re f`;

const frame = (width: number, height: number, colour: string): string =>
  `${colour} RG 0.8 w 0.4 0.4 ${n(width - 0.8)} ${n(height - 0.8)} re S`;

function drawPiece({ font, size, x, colour, text }: Piece, y: number): string {
  const scale = size / font.unitsPerEm;
  return `q ${colour} rg ${scale.toFixed(6)} 0 0 ${scale.toFixed(6)} ${n(x)} ${n(y)} cm\n${font.paths(text)}\nQ`;
}

const heightOf = (lines: readonly Line[]): number => lines.reduce((sum, { height }) => sum + height, 0);

/** Draws the lines around the middle of the room from `bottom` to `top`. */
function drawLines(lines: readonly Line[], bottom: number, top: number): string[] {
  let y = (top + bottom + heightOf(lines)) / 2;
  return lines.flatMap(({ height, pieces }) => {
    y -= height;
    return pieces.map((piece) => drawPiece(piece, y + (height - piece.size * 0.72) / 2));
  });
}

/** A role as even as possible: 验收组 / 副组长 rather than 验收组副 / 组长; a long one in smaller type. */
function stripLines(fonts: OpenFonts, role: string): Line[] {
  const size = Array.from(role).length > 12 ? 8 : 10.5;
  const room = (STRIP - 4) / size;
  const lines = wrapText(fonts.bold, role, room).length;
  const even = wrapText(fonts.bold, role, fonts.bold.width(role) / lines + 0.51);
  const shown = even.length > lines ? wrapText(fonts.bold, role, room) : even;
  return shown.map((text) => {
    const x = (STRIP - fonts.bold.width(text) * size) / 2;
    return { height: size * 1.34, pieces: [{ font: fonts.bold, size, x, colour: COLOUR.accent, text }] };
  });
}

function detailLines(fonts: OpenFonts, text: AppearanceText, width: number): Line[] {
  const { regular, bold } = fonts;
  const { size, lead } = DETAIL;
  const left = STRIP + INSET;
  const room = width - left - INSET;
  const labelWidth = regular.width('持有人') * size + 5;
  const name = wrapText(bold, text.name, room / NAME.size).map((line): Line => ({
    height: NAME.lead,
    pieces: [{ font: bold, size: NAME.size, x: left, colour: COLOUR.ink, text: line }],
  }));
  const behalf = (text.behalf === null ? [] : wrapText(bold, text.behalf, room / size)).map((line): Line => ({
    height: lead,
    pieces: [{ font: bold, size, x: left, colour: COLOUR.alarm, text: line }],
  }));
  const row = (label: string, value: string): Line[] =>
    wrapText(regular, value, (room - labelWidth) / size).map((line, index) => ({
      height: lead,
      pieces: [
        ...(index > 0 ? [] : [{ font: regular, size, x: left, colour: COLOUR.label, text: label }]),
        { font: regular, size, x: left + labelWidth, colour: COLOUR.ink, text: line },
      ],
    }));
  return [
    ...name,
    ...behalf,
    ...row('持有人', text.holder),
    ...row('颁发者', text.issuer),
    ...row('编　号', text.serial),
    ...row('时　间', text.time),
  ];
}

function bandLines(fonts: OpenFonts, test: boolean, width: number): Line[] {
  const font = test ? fonts.bold : fonts.regular;
  const size = test ? 7 : 6;
  return wrapText(font, test ? TEST_STATEMENT : STATEMENT, (width - 2 * INSET) / size).map((text) => {
    const x = (width - font.width(text) * size) / 2;
    return { height: BAND_LEAD, pieces: [{ font, size, x, colour: COLOUR.paper, text }] };
  });
}

interface Block {
  readonly band: readonly Line[];
  readonly strip: readonly Line[];
  readonly details: readonly Line[];
  readonly height: number;
}

function layOut(fonts: OpenFonts, text: AppearanceText, width: number): Block {
  const [band, strip] = [bandLines(fonts, text.test, width), stripLines(fonts, text.role)];
  const details = detailLines(fonts, text, width);
  const height = bandHeight(band) + Math.max(heightOf(strip), heightOf(details)) + 2 * PADDING;
  return { band, strip, details, height };
}

const bandHeight = (band: readonly Line[]): number => heightOf(band) + 3;
const open = (fonts: AppearanceFonts): OpenFonts => ({
  regular: openOutlineFont(fonts.regular),
  bold: openOutlineFont(fonts.bold),
});

/** The height in points that the block takes at a width in points, at its normal type size and with nothing cut. */
export function blockHeight(fonts: AppearanceFonts, text: AppearanceText, width: number): number {
  return Math.ceil(layOut(open(fonts), text, width).height);
}

/** Characters of the block that the fonts cannot draw or that draw nothing (marks of direction, of control), each once. */
export function missingCharacters(fonts: AppearanceFonts, text: AppearanceText): readonly string[] {
  const { regular, bold } = open(fonts);
  const lacks = (font: OutlineFont, value: string): string[] =>
    Array.from(value).filter((character) => isInvisible(character) || !font.covers(character));
  return [
    ...new Set([
      ...lacks(bold, text.role + text.name + (text.behalf ?? '')),
      ...lacks(regular, text.holder + text.issuer + text.serial),
    ]),
  ];
}

/** The scale at which the block fits the field: 1 wherever there is room, smaller in a lower field. */
function fitting(fonts: OpenFonts, text: AppearanceText, width: number, height: number): number | null {
  for (let scale = 1; scale > LEAST_SCALE; scale -= 0.05) {
    if (layOut(fonts, text, width / scale).height <= height / scale) return scale;
  }
  return null;
}

/**
 * PDF content of the visible block for a field of the given size in points: role, name, holder and issuer of the certificate,
 * its serial number, time, standing. Every text is there whole; null where the field is too small for that.
 */
export function drawAppearance(
  fonts: AppearanceFonts,
  text: AppearanceText,
  width: number,
  height: number,
): string | null {
  const opened = open(fonts);
  const scale = fitting(opened, text, width, height);
  if (scale === null) return null;
  const [w, h] = [width / scale, height / scale];
  const { band, strip, details } = layOut(opened, text, w);
  const floor = bandHeight(band);
  const colour = text.test ? COLOUR.alarm : COLOUR.accent;
  return [
    `q ${scale.toFixed(6)} 0 0 ${scale.toFixed(6)} 0 0 cm`,
    box(0, 0, w, h, COLOUR.paper),
    box(0, 0, STRIP, h, COLOUR.tint),
    box(0, 0, w, floor, colour),
    ...drawLines(band, 0, floor),
    ...drawLines(strip, floor, h),
    ...drawLines(details, floor, h),
    frame(w, h, colour),
    'Q',
  ].join('\n');
}
