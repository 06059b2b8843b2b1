import { describe, expect, it } from 'vitest';
import { schemaFiles } from '#build/make-schemas.ts';
import { readText } from '#test/fixtures/read.ts';

describe('the JSON Schemas for editors', () => {
  it.each(Object.entries(schemaFiles()))(
    '%s is what the code makes today (node build/make-schemas.ts)',
    (name, text) => {
      expect(readText(`resources/schemas/${name}`)).toBe(text);
    },
  );

  it('describes every key of an indicator, a clause and a rule in Chinese', () => {
    const text = readText('resources/schemas/catalogue.schema.json');
    for (const word of ['二级指标名称', '标准要求', '判定规则', '限值', '逐个小区判定']) expect(text).toContain(word);
  });

  it('keeps the patterns and the recursion of the rule language', () => {
    const text = readText('resources/schemas/catalogue.schema.json');
    expect(text).toContain(JSON.stringify('^\\d{1,9}(?:\\.\\d{1,9})?%$'));
    expect(text).toContain('"#/$defs/Rule"');
  });
});
