import type { AnnexSheet, CellStyle } from '#shared/publication/annex-types.ts';

/** One cell format: a look and a number format. */
interface Format {
  readonly style: CellStyle;
  readonly numberFormat: string;
}

const BUILT_IN: Readonly<Record<string, number>> = { General: 0, '0': 1, '0.00': 2, '0.00%': 10, '@': 49 };
/** Font, fill, border and alignment of every look; indices into the tables below. */
const LOOKS: Readonly<Record<CellStyle, { font: number; fill: number; border: number; align: string }>> = {
  title: { font: 2, fill: 0, border: 0, align: 'horizontal="left" vertical="center"' },
  head: { font: 1, fill: 2, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' },
  label: { font: 1, fill: 0, border: 1, align: 'vertical="center" wrapText="1"' },
  centre: { font: 0, fill: 0, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' },
  body: { font: 0, fill: 0, border: 1, align: 'horizontal="left" vertical="center" wrapText="1"' },
};
const FONT = (size: number, bold: boolean): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`;
const SIDE = (name: string): string => `<${name} style="thin"><color rgb="FF8C8C8C"/></${name}>`;

/** Formats in the order of their numbers; 0 is the spreadsheet's default and stays empty. */
export function formatsOf(sheets: readonly AnnexSheet[]): readonly Format[] {
  const found = new Map<string, Format>();
  for (const cell of sheets.flatMap((sheet) => sheet.rows.flat())) {
    const format = { style: cell.style, numberFormat: cell.is === 'text' ? '@' : cell.format };
    found.set(formatKey(format), format);
  }
  return [...found.values()];
}
export const formatKey = ({ style, numberFormat }: Format): string => `${style} ${numberFormat}`;

/** `xl/styles.xml`: the community edition of the writer knows no looks, so this part is ours. */
export function stylesXml(formats: readonly Format[]): string {
  const custom = [...new Set(formats.map((format) => format.numberFormat))].filter(
    (code) => BUILT_IN[code] === undefined,
  );
  const idOf = (code: string): number => BUILT_IN[code] ?? 164 + custom.indexOf(code);
  const numFmts = custom.map((code) => `<numFmt numFmtId="${idOf(code)}" formatCode="${code}"/>`).join('');
  const xfs = formats.map(({ style, numberFormat }) => {
    const { font, fill, border, align } = LOOKS[style];
    return `<xf numFmtId="${idOf(numberFormat)}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${align}/></xf>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    custom.length > 0 ? `<numFmts count="${custom.length}">${numFmts}</numFmts>` : '',
    `<fonts count="3">${FONT(10.5, false)}${FONT(10.5, true)}${FONT(14, true)}</fonts>`,
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF5"/><bgColor indexed="64"/></patternFill></fill></fills>',
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
    `<border>${['left', 'right', 'top', 'bottom'].map(SIDE).join('')}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${xfs.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${xfs.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}
