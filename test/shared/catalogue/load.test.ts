import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { errorText } from '#shared/text/error-text.ts';
import { changed, TINY } from './tiny-catalogue.ts';

const FIRST = 'categories[0].indicators[0].clauses[0]';
const SECOND = 'categories[0].indicators[1]';

type Wrong = readonly [title: string, path: string, value: unknown, expected: Readonly<Record<string, unknown>>];

const shape = (path: string, reason: string) => ({ code: 'catalogue.shape', detail: { path, reason } });
const reference = (path: string, ref: string) => ({ code: 'catalogue.reference', detail: { path, ref } });
const duplicate = (path: string, id: string | number) => ({ code: 'catalogue.duplicate', detail: { path, id } });

const WRONG: readonly Wrong[] = [
  // shape
  ['a missing name', 'tier', undefined, shape('tier', '缺少这一项')],
  ['an empty name', 'categories[0].name', '', shape('categories[0].name', '不能为空')],
  ['a name longer than a page shows', 'tier', '型'.repeat(61), shape('tier', '长度不能超过 60')],
  ['an unknown key', 'author', '某人', shape('author', '不认识的键')],
  ['another schema version', 'schemaVersion', 2, shape('schemaVersion', '应为 1')],
  ['text for a number', `${SECOND}.no`, '2', shape(`${SECOND}.no`, '应为数字')],
  ['a fractional number', `${SECOND}.no`, 1.5, shape(`${SECOND}.no`, '应为整数')],
  ['no clause at all', `${SECOND}.clauses`, [], shape(`${SECOND}.clauses`, '不能为空')],
  ['text for an object', FIRST, '1a', shape(FIRST, '应为对象')],
  [
    'a threshold without its %',
    `${FIRST}.rule.threshold`,
    '60',
    shape(`${FIRST}.rule.threshold`, '应为百分数，例如 95.3%'),
  ],
  ['a threshold as number', `${FIRST}.rule.threshold`, 60, shape(`${FIRST}.rule.threshold`, '应为文字')],
  [
    'an unknown relation',
    `${FIRST}.rule.relation`,
    '=',
    shape(`${FIRST}.rule.relation`, '应为 ("≥" | ">" | "≤" | "<")'),
  ],
  ['an unknown rule', `${FIRST}.rule`, { is: 'magic' }, shape(`${FIRST}.rule.is`, expect.stringContaining('"ratio"'))],
  ['a rule without kind', `${FIRST}.rule`, {}, shape(`${FIRST}.rule.is`, '缺少这一项')],
  [
    'a slip inside an operand',
    `${SECOND}.clauses[1].when.value`,
    { of: 'estates', add: 'estate.gates' },
    shape(`${SECOND}.clauses[1].when.value.add`, '不认识的键'),
  ],
  ['a fractional operand', `${FIRST}.rule.whole`, 0.5, shape(`${FIRST}.rule.whole`, '应为整数')],
  [
    'a field id in Chinese',
    `${FIRST}.fields[1].id`,
    '已覆盖',
    shape(`${FIRST}.fields[1].id`, '应为小写字母开头的字母数字编号'),
  ],
  [
    'an unknown kind of field',
    `${FIRST}.fields[1].kind`,
    'number',
    shape(`${FIRST}.fields[1].kind`, expect.any(String)),
  ],
  ['a clause of another indicator', `${FIRST}.id`, '9a', shape(`${FIRST}.id`, '条款编号应以指标序号 1 开头')],
  [
    'a need beyond the boxes',
    `${SECOND}.clauses[0].rule.need`,
    3,
    shape(`${SECOND}.clauses[0].rule.need`, '大于可勾选的项数（2）'),
  ],
  [
    'a need beyond the rules',
    'categories[1].indicators[0].clauses[0].rule.need',
    2,
    shape('categories[1].indicators[0].clauses[0].rule.need', '大于 rules 的条数'),
  ],
  [
    'defaults in a ring',
    `${FIRST}.fields[0].defaultsTo`,
    'households',
    shape(`${FIRST}.fields[0].defaultsTo`, '默认值互相引用'),
  ],
  // names
  ['a category twice', 'categories[1].name', '基础设施', duplicate('categories[1].name', '基础设施')],
  ['an indicator number twice', `${SECOND}.no`, 1, duplicate(`${SECOND}.no`, 1)],
  ['a clause id twice', `${SECOND}.clauses[1].id`, '2a', duplicate(`${SECOND}.clauses[1].id`, '2a')],
  ['a field id twice', `${FIRST}.fields[1].id`, 'households', duplicate(`${FIRST}.fields[1].id`, 'households')],
  [
    'a community field twice',
    'profileFields[1]',
    TINY.profileFields[0],
    duplicate('profileFields[1].id', 'households'),
  ],
  ['a 小区 field twice', 'estateFields[1]', TINY.estateFields[0], duplicate('estateFields[1].id', 'closed')],
  [
    'a box twice',
    `${SECOND}.clauses[0].fields[0].options[1].label`,
    '刷卡',
    duplicate(`${SECOND}.clauses[0].fields[0].options[1].label`, '刷卡'),
  ],
  // references
  ['a ratio of nothing', `${FIRST}.rule.part`, 'none', reference(`${FIRST}.rule.part`, 'none')],
  ['a ratio of a rate', `${FIRST}.rule.part`, 'rate', reference(`${FIRST}.rule.part`, 'rate')],
  ['a declared count', `${FIRST}.rule.declared`, 'covered', reference(`${FIRST}.rule.declared`, 'covered')],
  ['a missing clause', `${FIRST}.rule.part`, '7a.covered', reference(`${FIRST}.rule.part`, '7a.covered')],
  [
    'a missing community fact',
    `${FIRST}.fields[0].defaultsTo`,
    'profile.x',
    reference(`${FIRST}.fields[0].defaultsTo`, 'profile.x'),
  ],
  [
    'a default of the community that names nothing',
    'profileFields[0].defaultsTo',
    'nothing',
    reference('profileFields[0].defaultsTo', 'nothing'),
  ],
  [
    'a default of a 小区 that is no number',
    'estateFields[1].defaultsTo',
    'estate.closed',
    reference('estateFields[1].defaultsTo', 'estate.closed'),
  ],
  [
    'a default of the community that is itself',
    'profileFields[0].defaultsTo',
    'households',
    shape('profileFields[0].defaultsTo', '默认值互相引用'),
  ],
  ['a 小区 fact outside each', `${FIRST}.rule.whole`, 'estate.gates', reference(`${FIRST}.rule.whole`, 'estate.gates')],
  [
    'an answer given per 小区',
    `${SECOND}.clauses[1].rule.rules[1]`,
    { is: 'checklist', field: '2a.means', need: 1 },
    reference(`${SECOND}.clauses[1].rule.rules[1].field`, '2a.means'),
  ],
  [
    'an entry outside its list',
    `${FIRST}.when`,
    { is: 'flag', field: 'item.open' },
    reference(`${FIRST}.when.field`, 'item.open'),
  ],
  [
    'a missing field of an entry',
    `${SECOND}.clauses[1].rule.rules[0].value.where.field`,
    'item.closed',
    reference(`${SECOND}.clauses[1].rule.rules[0].value.where.field`, 'item.closed'),
  ],
  [
    'a flag that is a checklist',
    `${SECOND}.clauses[0].rule`,
    { is: 'flag', field: 'means' },
    reference(`${SECOND}.clauses[0].rule.field`, 'means'),
  ],
  [
    'a box that is not there',
    `${SECOND}.clauses[0].rule.items`,
    ['指纹'],
    reference(`${SECOND}.clauses[0].rule.items[0]`, '指纹'),
  ],
  [
    'a selecting condition on nothing',
    `${SECOND}.clauses[0].each.where.field`,
    'estate.open',
    reference(`${SECOND}.clauses[0].each.where.field`, 'estate.open'),
  ],
  [
    'a sum over a flag',
    `${SECOND}.clauses[1].when.value.sum`,
    'estate.closed',
    reference(`${SECOND}.clauses[1].when.value.sum`, 'estate.closed'),
  ],
  [
    'a story of another clause',
    `${SECOND}.narrative[0].clause`,
    '1a',
    reference(`${SECOND}.narrative[0].clause`, '1a'),
  ],
  [
    'a slot without field',
    `${SECOND}.narrative[0].parts[0].text`,
    '由{owner}',
    reference(`${SECOND}.narrative[0].parts[0].text`, 'owner'),
  ],
  [
    'a slot counting a number',
    'categories[1].indicators[0].narrative[0].parts[0].text',
    '{times#}',
    reference('categories[1].indicators[0].narrative[0].parts[0].text', 'times'),
  ],
  [
    'a ratio the clause lacks',
    'categories[0].indicators[0].narrative[0].parts[0].text',
    '{%2}',
    reference('categories[0].indicators[0].narrative[0].parts[0].text', '%2'),
  ],
  [
    'a check of nothing',
    'categories[0].indicators[0].checks[0].values[1]',
    'profile.homes',
    reference('categories[0].indicators[0].checks[0].values[1]', 'profile.homes'),
  ],
  [
    'a check on a missing clause',
    'categories[0].indicators[0].checks[0].clause',
    '8a',
    reference('categories[0].indicators[0].checks[0].clause', '8a'),
  ],
];

describe('a catalogue file', () => {
  it('written by hand for another tier loads', () => {
    expect(loadCatalogue(JSON.stringify(TINY))).toEqual({ ok: true, value: TINY });
  });

  it.each(WRONG)('with %s is refused at its place', (_title, path, value, expected) => {
    expect(loadCatalogue(JSON.stringify(changed(TINY, path, value)))).toEqual({ ok: false, error: expected });
  });

  it.each(WRONG)('with %s gives a message in which nothing is left unfilled', (_title, path, value) => {
    const result = loadCatalogue(JSON.stringify(changed(TINY, path, value)));
    expect(result.ok ? '' : errorText(result.error).happened).not.toMatch(/[{}]/);
  });

  it('that is no JSON is refused as such', () => {
    expect(loadCatalogue('{"id": ')).toMatchObject({ ok: false, error: { code: 'catalogue.not-json' } });
    expect(loadCatalogue('')).toMatchObject({ ok: false, error: { code: 'catalogue.not-json' } });
  });

  it('may begin with a byte-order mark', () => {
    expect(loadCatalogue(`\uFEFF${JSON.stringify(TINY)}`).ok).toBe(true);
  });

  it('nested beyond measure is refused, not a crash', () => {
    const deep = '{"is":"not","rule":'.repeat(50_000) + '0' + '}'.repeat(50_000);
    expect(loadCatalogue(deep)).toEqual({ ok: false, error: shape('', '嵌套超过 80 层') });
  });

  it.each(['null', '[]', '"x"', '3', '{}'])('saying only %s is refused', (json) => {
    expect(loadCatalogue(json)).toMatchObject({ ok: false, error: { code: 'catalogue.shape' } });
  });
});
