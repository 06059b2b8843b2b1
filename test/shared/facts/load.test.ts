import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { loadFacts } from '#shared/facts/load.ts';
import { errorText } from '#shared/text/error-text.ts';
import { changed, TINY, TINY_FACTS } from '../catalogue/tiny-catalogue.ts';

const loaded = loadCatalogue(JSON.stringify(TINY));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
const catalogue = loaded.value;

type Wrong = readonly [title: string, path: string, value: unknown, expected: Readonly<Record<string, unknown>>];

const failure = (code: string, path: string, more: Readonly<Record<string, unknown>>) => ({
  code: `facts.${code}`,
  detail: { path, ...more },
});
const shape = (path: string, reason: string) => failure('shape', path, { reason });
const wrongKind = (path: string, kind: string) => failure('wrong-kind', path, { kind });
const unknown = (what: string, path: string, id: string) => failure(`unknown-${what}`, path, { id });
const waiver = (target: string) => ({ target, reason: '社区无此项职责', by: '张三' });

const photo = (more: Readonly<Record<string, unknown>>) => ({
  id: 'e1',
  clause: '3a',
  sha256: 'a'.repeat(64),
  name: 'a.jpg',
  mime: 'image/jpeg',
  size: 3,
  addedAt: '2024-08-05T10:00:00Z',
  ...more,
});

const WRONG: readonly Wrong[] = [
  ['no community', 'profile.community', undefined, shape('profile.community', '缺少这一项')],
  ['a blank community', 'profile.community', '  ', shape('profile.community', '不能为空')],
  [
    'a period that ends before it begins',
    'profile.period.to',
    '2024-07-31',
    shape('profile.period', '验收期间的开始日期晚于结束日期'),
  ],
  ['a day that is none', 'profile.period.from', '八月一日', shape('profile.period.from', '应为日期，例如 2024-08-01')],
  ['a day that does not exist', 'profile.period.from', '2024-02-30', shape('profile.period.from', '日历上没有这一天')],
  [
    'a last day that does not exist',
    'profile.period.to',
    '2024-08-32',
    shape('profile.period.to', '应为日期，例如 2024-08-01'),
  ],
  [
    'a date of notice that does not exist',
    'profile.noticeDate',
    '2023-02-29',
    shape('profile.noticeDate', '日历上没有这一天'),
  ],
  [
    'a photo taken on a day that does not exist',
    'evidence',
    [photo({ takenAt: '2024-02-30T10:00:00' })],
    shape('evidence[0].takenAt', '日历上没有这一天'),
  ],
  [
    'a photo added on a day that does not exist',
    'evidence',
    [photo({ addedAt: '2024-02-31T10:00:00Z' })],
    shape('evidence[0].addedAt', '日历上没有这一天'),
  ],
  ['half a surrogate pair', 'profile.basis', '文件\uD83D', shape('profile.basis', '含有残缺的字符（半个代理对）')],
  ['a name that nobody sees', 'profile.authority', '\u200B\u00AD', shape('profile.authority', '只有看不见的字符')],
  ['a 小区 whose name nobody sees', 'estates[0].name', '\u2060', shape('estates[0].name', '只有看不见的字符')],
  [
    'a box that no record keeps',
    'estates[0].answers.2a.means',
    JSON.parse('{"__proto__": true}'),
    shape('estates[0].answers.2a.means.__proto__', '“__proto__”不能用作名称'),
  ],
  [
    'a box called constructor',
    'estates[0].answers.2a.means',
    { constructor: true },
    shape('estates[0].answers.2a.means.constructor', '“constructor”不能用作名称'),
  ],
  ['an unknown key', 'remark', 'x', shape('remark', '不认识的键')],
  ['two 小区 of one id', 'estates[1].id', 'a', shape('estates', '小区编号重复')],
  ['a half answer', 'answers.3a.times', null, shape('answers.3a.times', '类型不符')],
  [
    'another catalogue',
    'catalogue.id',
    'other-standard',
    failure('catalogue-mismatch', 'catalogue', {
      wanted: 'other-standard 2023.1',
      given: 'shandong-smart-community-basic 2023.1',
    }),
  ],
  [
    'another version',
    'catalogue.version',
    '2022.2',
    failure('catalogue-mismatch', 'catalogue', {
      wanted: 'shandong-smart-community-basic 2022.2',
      given: 'shandong-smart-community-basic 2023.1',
    }),
  ],
  ['a clause that is not there', 'answers.9z', { times: 1 }, unknown('clause', 'answers.9z', '9z')],
  ['a 小区 clause that is not there', 'estates[0].answers.9z', {}, unknown('clause', 'estates[0].answers.9z', '9z')],
  ['a field that is not there', 'answers.3a.often', 1, unknown('field', 'answers.3a.often', 'often')],
  ['a community fact that is not there', 'profile.facts.people', 1, unknown('field', 'profile.facts.people', 'people')],
  ['a 小区 fact that is not there', 'estates[1].facts.age', 1, unknown('field', 'estates[1].facts.age', 'age')],
  [
    'an entry’s field that is not there',
    'answers.2b.services[0].answers.shut',
    true,
    unknown('field', 'answers.2b.services[0].answers.shut', 'shut'),
  ],
  [
    'a box that is not there',
    'estates[0].answers.2a.means.指纹',
    true,
    unknown('item', 'estates[0].answers.2a.means.指纹', '指纹'),
  ],
  ['text for a count', 'answers.3a.times', '2', wrongKind('answers.3a.times', '整数')],
  ['a yes for a count', 'answers.3a.times', true, wrongKind('answers.3a.times', '整数')],
  ['a rate without its %', 'answers.1a.rate', '95', wrongKind('answers.1a.rate', '百分数')],
  ['a number for a rate', 'answers.1a.rate', 95, wrongKind('answers.1a.rate', '百分数')],
  ['a number for a flag', 'estates[0].facts.closed', 1, wrongKind('estates[0].facts.closed', '是或否')],
  ['a number for a text', 'answers.2b.operator', 5, wrongKind('answers.2b.operator', '文字')],
  ['a yes for a checklist', 'estates[0].answers.2a.means', true, wrongKind('estates[0].answers.2a.means', '勾选')],
  ['a text for a list', 'answers.2b.services', '菜站', wrongKind('answers.2b.services', '清单')],
  [
    'a yes for an entry’s count',
    'answers.2b.services[1].answers.open',
    'yes',
    wrongKind('answers.2b.services[1].answers.open', '是或否'),
  ],
  ['a negative count', 'answers.3a.times', -1, shape('answers.3a.times', '不能小于 0')],
  ['a fractional count', 'answers.3a.times', 1.5, shape('answers.3a.times', '应为整数')],
  [
    'a 小区 clause answered for the community',
    'answers.2a',
    { means: { 人脸: true } },
    shape('answers.2a', '此条款逐个小区填报，应写在 estates[].answers 中'),
  ],
  [
    'a community clause answered for a 小区',
    'estates[0].answers.3a',
    { times: 2 },
    shape('estates[0].answers.3a', '此条款不分小区，应写在 answers 中'),
  ],
  ['a waiver of nothing', 'waivers', [waiver('9')], unknown('clause', 'waivers[0].target', '9')],
  ['a waiver twice', 'waivers', [waiver('3'), waiver('3')], shape('waivers[1].target', '“3”已有一条')],
  ['a waiver without reason', 'waivers', [{ ...waiver('3'), reason: ' ' }], shape('waivers[0].reason', '不能为空')],
  [
    'an override of nothing',
    'overrides',
    [{ ...waiver('3b'), result: '符合' }],
    unknown('clause', 'overrides[0].target', '3b'),
  ],
  [
    'an override to no verdict',
    'overrides',
    [{ ...waiver('3a'), result: '通过' }],
    shape('overrides[0].result', '应为 ("符合" | "不符合" | "待核" | "不适用")'),
  ],
  ['a story of no indicator', 'narratives', { 8: { text: '好' } }, unknown('clause', 'narratives.8', '8')],
  ['a story numbered with a zero', 'narratives', { '03': { text: '好' } }, unknown('clause', 'narratives.03', '03')],
];

describe('a facts file', () => {
  it('that fits its catalogue loads, with what was left out filled in', () => {
    const result = loadFacts(JSON.stringify(TINY_FACTS), catalogue);
    expect(result).toMatchObject({ ok: true, value: { waivers: [], narratives: {}, answers: TINY_FACTS.answers } });
  });

  it.each(WRONG)('with %s is refused at its place', (_title, path, value, expected) => {
    const result = loadFacts(JSON.stringify(changed(TINY_FACTS, path, value)), catalogue);
    expect(result).toEqual({ ok: false, error: expected });
    expect(result.ok ? '' : errorText(result.error).happened).not.toMatch(/[{}]/);
  });

  it('that is no JSON is refused as such', () => {
    expect(loadFacts('{', catalogue)).toMatchObject({ ok: false, error: { code: 'facts.not-json' } });
  });

  it('never crashes the loader, whatever stands at any place', () => {
    const paths = ['profile.facts', 'estates[0].answers', 'answers.2b.services', 'answers', 'waivers', 'narratives'];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const result = loadFacts(JSON.stringify(changed(TINY_FACTS, path, value)), catalogue);
        expect(result.ok || result.error.code.startsWith('facts.')).toBe(true);
      }),
    );
  });
});
