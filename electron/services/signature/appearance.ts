import { TEST_MARK } from './certificate.ts';
import { type OutlineFont, openOutlineFont } from './outline-font.ts';

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
  readonly issuer: string;
  readonly serial: string;
  readonly test: boolean;
}

/** Draws a filled piece of text: the left end of its base line, in points. */
type DrawText = (font: OutlineFont, size: number, x: number, y: number, colour: string, text: string) => string;

const COLOUR = {
  paper: '1 1 1',
  ink: '0.11 0.13 0.16',
  label: '0.38 0.42 0.48',
  accent: '0.12 0.31 0.47',
  tint: '0.93 0.95 0.97',
  alarm: '0.72 0.11 0.09',
} as const;
/** The block is laid out at this size and scaled to the field, which may be wider or higher. */
const DESIGN = { width: 204, height: 78, strip: 50, band: 12, inset: 6 } as const;
const STATEMENT = '电子签名，供完整性校验；不替代法定电子印章';
const TEST_STATEMENT = `${TEST_MARK} · 仅供试用，不具有法律效力`;
const ELLIPSIS = '…';

const n = (value: number): string => String(Math.round(value * 1000) / 1000);

const box = (x: number, y: number, width: number, height: number, colour: string): string =>
  `${colour} rg ${n(x)} ${n(y)} ${n(width)} ${n(height)} re f`;

const frame = (width: number, height: number, colour: string): string =>
  `${colour} RG 0.8 w 0.4 0.4 ${n(width - 0.8)} ${n(height - 0.8)} re S`;

const drawText: DrawText = (font, size, x, y, colour, text) => {
  const scale = size / font.unitsPerEm;
  return `q ${colour} rg ${scale.toFixed(6)} 0 0 ${scale.toFixed(6)} ${n(x)} ${n(y)} cm\n${font.paths(text)}\nQ`;
};

/** The size at which the text just fits, but never under 80 % of the wanted one: what is smaller cannot be read in print. */
const shrink = (font: OutlineFont, size: number, width: number, text: string): number =>
  Math.max(size * 0.8, Math.min(size, width / Math.max(font.width(text), 0.01)));

/** Cuts the text to the width at the given size, marking the cut. */
function fit(font: OutlineFont, size: number, width: number, text: string): string {
  if (font.width(text) * size <= width + 0.01) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && font.width(characters.join('') + ELLIPSIS) * size > width) characters.pop();
  return characters.join('') + ELLIPSIS;
}

/** A role in up to three lines of at most four characters, as even as possible: 验收组 / 副组长 rather than 验收组副 / 组长. */
function roleLines(role: string): readonly string[] {
  const all = Array.from(role);
  const characters = all.length > 12 ? [...all.slice(0, 11), ELLIPSIS] : all;
  const lines = Math.max(1, Math.ceil(characters.length / 4));
  const length = Math.ceil(characters.length / lines);
  return Array.from({ length: lines }, (_, i) => characters.slice(i * length, (i + 1) * length).join(''));
}

function drawStrip(fonts: OpenFonts, text: AppearanceText, height: number): string[] {
  const size = 10.5;
  const lead = 14;
  const lines = roleLines(text.role);
  const middle = DESIGN.band + (height - DESIGN.band) / 2;
  const top = middle + ((lines.length - 1) * lead) / 2 - size * 0.36;
  return lines.map((line, i) => {
    const x = (DESIGN.strip - fonts.bold.width(line) * size) / 2;
    return drawText(fonts.bold, size, x, top - i * lead, COLOUR.accent, line);
  });
}

interface OpenFonts {
  readonly regular: OutlineFont;
  readonly bold: OutlineFont;
}

function drawDetails(fonts: OpenFonts, text: AppearanceText, width: number, height: number): string[] {
  const left = DESIGN.strip + DESIGN.inset;
  const room = width - left - DESIGN.inset;
  const rows: readonly (readonly [string, string])[] = [
    ['签署时间', `${text.time}（北京时间）`],
    ['颁发机构', text.issuer],
    ['证书编号', text.serial],
  ];
  const size = 6.8;
  const lead = 10.4;
  const labelWidth = fonts.regular.width('签署时间') * size + 5;
  const middle = DESIGN.band + (height - DESIGN.band) / 2;
  const nameLine = middle + 14;
  const details = rows.flatMap(([label, value], i) => {
    const y = nameLine - 15.4 - i * lead;
    const valueSize = shrink(fonts.regular, size, room - labelWidth, value);
    const shown = fit(fonts.regular, valueSize, room - labelWidth, value);
    return [
      drawText(fonts.regular, size, left, y, COLOUR.label, label),
      drawText(fonts.regular, valueSize, left + labelWidth, y, COLOUR.ink, shown),
    ];
  });
  const nameSize = shrink(fonts.bold, 13, room, text.name);
  const name = fit(fonts.bold, nameSize, room, text.name);
  return [drawText(fonts.bold, nameSize, left, nameLine, COLOUR.ink, name), ...details];
}

function drawBand(fonts: OpenFonts, test: boolean, width: number): string[] {
  const font = test ? fonts.bold : fonts.regular;
  const size = test ? 7 : 6;
  const statement = fit(font, size, width - 2 * DESIGN.inset, test ? TEST_STATEMENT : STATEMENT);
  const x = (width - font.width(statement) * size) / 2;
  return [
    box(0, 0, width, DESIGN.band, test ? COLOUR.alarm : COLOUR.accent),
    drawText(font, size, x, DESIGN.band / 2 - size * 0.36, COLOUR.paper, statement),
  ];
}

/** Characters of the block that the fonts cannot draw, each once. */
export function missingCharacters(fonts: AppearanceFonts, text: AppearanceText): readonly string[] {
  const regular = openOutlineFont(fonts.regular);
  const bold = openOutlineFont(fonts.bold);
  const inBold = Array.from(text.role + text.name).filter((character) => !bold.covers(character));
  const inRegular = Array.from(text.issuer + text.serial).filter((character) => !regular.covers(character));
  return [...new Set([...inBold, ...inRegular])];
}

/** PDF content of the visible block for a field of the given size in points: role, name, time, issuer, serial number, standing. */
export function drawAppearance(fonts: AppearanceFonts, text: AppearanceText, width: number, height: number): string {
  const open: OpenFonts = { regular: openOutlineFont(fonts.regular), bold: openOutlineFont(fonts.bold) };
  const scale = Math.min(width / DESIGN.width, height / DESIGN.height);
  const w = width / scale;
  const h = height / scale;
  return [
    `q ${scale.toFixed(6)} 0 0 ${scale.toFixed(6)} 0 0 cm`,
    box(0, 0, w, h, COLOUR.paper),
    box(0, 0, DESIGN.strip, h, COLOUR.tint),
    ...drawBand(open, text.test, w),
    ...drawStrip(open, text, h),
    ...drawDetails(open, text, w, h),
    frame(w, h, text.test ? COLOUR.alarm : COLOUR.accent),
    'Q',
  ].join('\n');
}
