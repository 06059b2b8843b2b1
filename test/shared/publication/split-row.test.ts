import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRow } from '#shared/publication/split-row.ts';
import type { RowPart } from '#shared/publication/table-rows.ts';

const row = (over: Partial<RowPart>): RowPart => ({
  id: 'row-8',
  category: '基础设施',
  no: 8,
  name: '智慧社区综合信息平台',
  definition: '释义',
  requirement: '要求',
  narrative: '完成情况',
  notes: [],
  ...over,
});

describe('splitting a row that no page can hold', () => {
  it('[PU6] cuts after a sentence and marks every further part', () => {
    const sentence = '社区综合信息平台已建成并投入使用。';
    const parts = splitRow(row({ narrative: sentence.repeat(60) }), 20);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.narrative).join('')).toBe(sentence.repeat(60));
    for (const part of parts) expect(part.narrative).toMatch(/。$/u);
    expect(parts.slice(1).every((part) => part.name.endsWith('（续）') && part.definition === '')).toBe(true);
    expect(new Set(parts.map((part) => part.id)).size).toBe(parts.length);
  });

  it('[PU6] loses no character of any text, whatever it is made of', () => {
    const character = fc.constantFrom('社', '。', '，', '\n', 'a', ' ', '7', '𠀀', '；');
    const text = fc.array(character, { maxLength: 1500 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, text, fc.array(text, { maxLength: 3 }), (definition, requirement, narrative, notes) => {
        const parts = splitRow(row({ definition, requirement, narrative, notes }), 24);
        expect(parts.map((part) => part.definition).join('')).toBe(definition);
        expect(parts.map((part) => part.requirement).join('')).toBe(requirement);
        expect(parts.map((part) => part.narrative).join('')).toBe(narrative);
        expect(parts.flatMap((part) => part.notes).join('')).toBe(notes.join(''));
        for (const part of parts) expect(part.narrative).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/u);
      }),
      { numRuns: 40 },
    );
  });
});
