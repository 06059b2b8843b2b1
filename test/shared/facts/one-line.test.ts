import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMarks, markedNames, markedTable, markLines, readLine } from '#shared/facts/one-line.ts';
import { readText } from '#shared/facts/read-text.ts';
import { Caption, Entry, Estate, FreeText, Narrative, NoteText, PersonName, Reason } from '#shared/facts/schema.ts';
import { OptionName } from '#shared/catalogue/field-schema.ts';

describe('text by its schema', () => {
  it('is taken up to the limit and refused beyond it by how much, never cut', () => {
    for (const [schema, most] of [
      [Entry.entries.name, 100],
      [OptionName, 60],
      [FreeText, 2000],
      [NoteText, 5000],
      [Narrative.entries.text, 5000],
      [Caption, 200],
      [Reason, 500],
      [PersonName, 40],
      [Estate.entries.name, 60],
    ] as const) {
      expect(readText(schema, '字'.repeat(most))).toEqual({ value: '字'.repeat(most) });
      expect(readText(schema, '字'.repeat(most + 20))).toEqual({ fault: `超出 20 字，最多 ${most} 字` });
    }
    expect(readText(PersonName, '   ')).toHaveProperty('fault');
  });
});

describe('a text of one line', () => {
  it('shows where lines and cells ended, and is none while there are several', () => {
    expect(markLines('甲\r\n乙\t3\n')).toBe('甲↵乙⇥3');
    expect(markLines('甲\n')).toBe('甲');
    expect(markedNames('甲⇥1↵ 乙 ⇥2↵↵丙')).toEqual(['甲', '乙', '丙']);
    expect(readLine(Estate.entries.name, '甲\n乙')).toHaveProperty('fault');
    expect(readLine(Estate.entries.name, '甲⇥乙')).toHaveProperty('fault');
    expect(readLine(Estate.entries.name, ' 甲苑 ')).toEqual({ value: '甲苑' });
  });

  it('takes what a spreadsheet put in quotes for one cell, and keeps the places of blank ones', () => {
    expect(markLines('"智慧\n停车"\t"他说""好"""\r\n养老\t\r\n')).toBe('智慧 停车⇥他说"好"↵养老');
    expect(markLines('1204\r\n\r\n1100\r\n')).toBe('1204↵↵1100');
    expect(markedTable('1204↵↵1100⇥⇥9').flat()).toEqual(['1204', '', '1100', '', '9']);
    // Alone in the clipboard, a cell of several lines is what its lines are.
    expect(markLines('"南苑\n北苑"')).toBe('南苑↵北苑');
    expect(markLines('"南苑"')).toBe('"南苑"');
    expect(readLine(Estate.entries.name, '"南苑"')).toEqual({ value: '"南苑"' });
  });

  it('loses no name of the lines pasted, and glues none', () => {
    const name = fc.stringMatching(/^[\p{Script=Han}A-Za-z0-9]{1,8}$/u);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\u2028'),
        (names, end) => {
          const marked = markLines(names.join(end));
          expect(markedNames(marked)).toEqual(names);
          expect(hasMarks(marked)).toBe(names.length > 1);
        },
      ),
    );
  });
});
