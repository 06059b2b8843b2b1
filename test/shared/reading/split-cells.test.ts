import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCells, splitTable } from '#shared/reading/split-cells.ts';

/** As spreadsheets write a cell to the clipboard. */
const quoted = (cell: string) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('cells of a pasted table', () => {
  it('are split by tabs and lines; the line end behind the last row is none', () => {
    expect(splitTable('1204\t1100\r\n98\t97\r\n')).toEqual([
      ['1204', '1100'],
      ['98', '97'],
    ]);
    expect(splitCells('2813')).toEqual(['2813']);
    expect(splitCells('')).toEqual(['']);
    expect(splitCells('12\u2028345')).toEqual(['12', '345']);
    expect(splitCells('a\t\tb')).toEqual(['a', '', 'b']);
  });

  it('keep tabs and lines that stand in quotes, and quotes that are words’ own', () => {
    expect(splitTable('"两\n行"\t"他说""好"""\n"AI"平台\t"引号"')).toEqual([
      ['两\n行', '他说"好"'],
      ['"AI"平台', '"引号"'],
    ]);
  });

  it('come back as they were copied', () => {
    const cell = fc.string({ unit: fc.constantFrom('甲', '1', '"', '\t', '\n', ' ', '，'), maxLength: 5 });
    const table = fc
      .integer({ min: 1, max: 3 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
        expect(splitTable(`${text}\r\n`)).toEqual(rows);
      }),
    );
  });
});
