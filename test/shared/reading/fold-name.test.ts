import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from '#shared/reading/fold-name.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 12 });

/** Spellings of one name each. */
const ALIKE: readonly (readonly string[])[] = [
  ['一网统管（一期）', '一网统管(一期)', '一网统管【一期】', '一网统管〔一期〕', '一网统管 [一期]', '一网统管﹙一期﹚'],
  ['微治理', '“微治理”', '"微治理"', '「微治理」', '『微治理』', '《微治理》', '‘微治理’', '＂微治理＂', '〝微治理〞'],
  ['AI平台', 'ＡＩ平台', 'ai平台', 'Ai 平台', 'ＡＩ　平台', 'AI\u2009平台', 'AI\u00A0平台'],
  [
    '智慧停车',
    '智慧\u200B停车',
    '智慧\uFEFF停车',
    '\u202D智慧停车\u202C',
    '智慧\u00AD停车',
    '智\uFE0F慧停车',
    '智\u{E0100}慧停车',
  ],
  [
    '万科·城市花园',
    '万科•城市花园',
    '万科・城市花园',
    '万科‧城市花园',
    '万科･城市花园',
    '万科∙城市花园',
    '万科⋅城市花园',
  ],
  ['东方家园', '东⽅家园', '东⽅家\u200D园'],
  ['黄河大门', '⻩河⼤门', '⻩河⼤⻔'],
  ['户外大屏', '⼾外⼤屏'],
  ['A-B区', 'A—B区', 'A——B区', 'A–B区', 'A－B区', 'A‐B区', 'A−B区', 'A‑B区', 'A─B区'],
  ['5G基站', '５Ｇ基站', '5 G基站', '５ｇ 基站'],
  ['党建、网格', '党建，网格', '党建,网格', '党建﹑网格'],
  ['Smart Gate', 'smart gate', 'SmartGate', 'Ｓｍａｒｔ\tＧａｔｅ'],
  ['①号楼', '1号楼', '１号楼'],
];

describe('[RD1] the one spelling of a name', () => {
  it.each(ALIKE.map((names) => [names[0], names]))('folds every spelling of %s to one', (_, names) => {
    expect(new Set(names.map(foldName)).size, names.map(foldName).join(' | ')).toBe(1);
  });

  it('keeps what is different apart', () => {
    const different = [
      '一期',
      '二期',
      'A区',
      'B区',
      '1 2',
      '12',
      '门禁',
      '门襟',
      '東方',
      '东方',
      'А区',
      '智慧停车(一期)',
      '智慧停车',
    ];
    expect(new Set(different.map(foldName)).size).toBe(different.length);
  });

  it('changes nothing that it has folded, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => foldName(foldName(text)) === foldName(text)),
      { numRuns: 1000 },
    );
    for (let point = 0; point <= 0x10ffff; point += 7) {
      const folded = foldName(`甲${String.fromCodePoint(point)}1 乙`);
      expect(foldName(folded), point.toString(16)).toBe(folded);
    }
  });

  it('does not see what nobody sees, wherever it stands', () => {
    const unseen = fc.constantFrom('\u200B', '\u200E', '\u2060', '\uFEFF', '\u00AD', '\u202A', '\u2068', '\uFE0E');
    fc.assert(
      fc.property(fc.constantFrom('智慧停车(一期)', 'AI平台 2', '万科·城市'), fc.nat(12), unseen, (name, at, sign) => {
        expect(foldName(name.slice(0, at) + sign + name.slice(at))).toBe(foldName(name));
      }),
    );
  });
});
