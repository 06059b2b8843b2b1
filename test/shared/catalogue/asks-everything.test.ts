import { describe, expect, it } from 'vitest';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Clause, Indicator } from '#shared/catalogue/schema.ts';
import { benchmark } from '#test/fixtures/read.ts';

/**
 * What is left of each 标准要求 once everything is taken out that a field, an option, a hint, a label or a threshold says in
 * the same words: connecting words, which ask for nothing. Single characters that are options (人、地、事…) stay as well.
 */
const CONNECTING: Readonly<Record<number, string>> = {
  1: '达到',
  2: '达到',
  3: '达到',
  4: '在 的 均达到 达到',
  5: '达到',
  6: '的每个 等 和 的 并具备 具备 并',
  7: '达到',
  8: '对 人地事物情 等 或新建 个 类型一般包括 和 以及',
  9: '场所可 或 形式包括 等',
  10: '拥有 为 居民 等 类型一般包括 等为',
  11: '为 类型一般包括 等至少具备一种 超过 种',
  12: '',
  13: '下 拥有个 或 或个 在 居民 拥有处',
  14: '每个 拥有类 类型一般包括 等 为 及',
  15: '能够提供水电气暖 等便捷化的 服务 所 对 等进行 等 的 范围内',
  16: '实现 和',
  17: '和',
  18: '通过 等 至少具备一种',
  19: '和',
  20: '为 并 和 的 每年开展次',
  21: '所 实现 等情况的 化',
  22: '实现 全',
  23: '和',
  24: '智慧 综合 推动 与 实现 员 等',
  25: '每年不少于次',
  26: '等 当地 的',
  27: '和 具有 或',
  28: '每年开展次 中心为 居民 等',
  29: '智慧 综合 平台 的 和 并',
  30: '形成不少于项',
  31: '形成不少于项',
  32: '达到',
};

const catalogue = benchmark();
const indicators = catalogue.categories.flatMap((category) => category.indicators);
const known = [...catalogue.profileFields, ...catalogue.estateFields].map(({ label }) => label);

describe('the 标杆型 catalogue', () => {
  it.each(indicators)('[CA1] asks for everything that the requirement of $no $name names', (indicator) => {
    expect(leftOf(indicator)).toBe(CONNECTING[indicator.no]);
  });

  it('[CA1] would show a verb or a thing that nobody is asked', () => {
    const platform = indicators.find(({ no }) => no === 8);
    const [first, ...rest] = platform?.clauses ?? [];
    if (platform === undefined || first === undefined) throw new Error('no indicator 8');
    const handling = { ...first, label: '信息', fields: first.fields.filter(({ id }) => id !== 'handling') };
    expect(leftOf({ ...platform, clauses: [handling, ...rest] })).toContain('汇聚');
  });
});

/** The requirement's words that nothing of the indicator says, without figures and punctuation. */
function leftOf({ requirement, clauses }: Indicator): string {
  const asked = [...clauses.flatMap(wordsOf), ...known].join('\n');
  let rest = '';
  for (let at = 0; at < requirement.length;) {
    const length = longest(requirement.slice(at), asked);
    rest += length > 0 ? '│' : requirement.charAt(at);
    at += Math.max(1, length);
  }
  const left = rest.split('│').map((words) => words.replace(/[\s\d.、，；;。“”（）]/g, ''));
  return [...new Set(left.filter((words) => words !== ''))].join(' ');
}

/** How many characters of the text's beginning, two at least, `asked` has. */
function longest(text: string, asked: string): number {
  let length = 0;
  while (length < text.length && !/[\n，；]/.test(text.charAt(length)) && asked.includes(text.slice(0, length + 1)))
    length += 1;
  return length >= 2 ? length : 0;
}

function wordsOf(clause: Clause): string[] {
  const inRules = [...JSON.stringify([clause.rule, clause.when]).matchAll(/"(?:label|threshold|note)":"([^"]*)"/g)];
  return [clause.label, ...clause.fields.flatMap(wordsOfField), ...inRules.map(([, words]) => words ?? '')];
}

function wordsOfField(field: Field): string[] {
  const own = [field.label, field.hint ?? '', 'unit' in field ? field.unit : ''];
  if (field.kind === 'checklist') return [...own, ...field.options.map(({ label }) => label)];
  if (field.kind === 'entries') return [...own, field.itemLabel, ...field.fields.flatMap(wordsOfField)];
  return own;
}
