import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNotice } from '#electron/services/publish/make-notice.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import { assess } from '#shared/assessment/assess.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { noticeModel, printedModel } from '#shared/publication/notice-model.ts';
import { marginsOf, TEXT_AREA } from '#shared/publication/page-metrics.ts';
import { columnPieces, edgesOf, readPdf } from './read-pdf.ts';
import { catalogue, facts, sampleInput, squeezed } from './sample.ts';

/** The first three indicators: enough to be merged, broken and moved. */
const [first] = catalogue.categories;
const small: Catalogue = {
  ...catalogue,
  categories: first === undefined ? [] : [{ ...first, indicators: first.indicators.slice(0, 3) }],
};

const FRAGMENTS = [
  ['社区', '建成并投入使用', '，', '。', '；', '“', '”', '‘', '’', '（', '）', '《', '——', '……', '①', '⑩', '㎡', '%'],
  ['ABCDEFGHIJKLM', 'IPTV', '5G', '152714平方米', '9'.repeat(60), '户', '2024年8月1日—31日', 'GB/T 9704—2012'],
  ['https://example.org/a/b/c?d=e&f=gggggggggggggggggggggggggggg', 'DS-2CD3T46WD-I5/', 'a', ' ', '  '],
  ['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029', '\t', '\u3000', '\u2009', '\u00a0'],
  ['\u200b', '\ufeff', '\ufe0f', '\u202e', '\u00ad', '\u0007', 'e\u0301', 'é', '\u0301', '⽅', '方', '⼀', '豈'],
  ['𬭸', '䶮', '☑', '✔', '✗', '□', 'Ω', 'Ω\u0301', 'Ж', 'ひ', '$&', '<b>', '&amp;', '\\', '`', '{', '}'],
].flat();
const fragment = fc.constantFrom(...FRAGMENTS);
const wild = (longest: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.array(fragment, { minLength: 1, maxLength: 12 }) },
      { weight: 1, arbitrary: fc.array(fragment, { minLength: 1, maxLength: 400 }) },
      { weight: 1, arbitrary: fragment.map((one) => Array.from({ length: 5000 }, () => one)) },
    )
    .map(
      (parts) =>
        `社${Array.from(parts.join(''))
          .slice(0, longest - 1)
          .join('')}`,
    );

/** Facts with a wild text in every place that a notice prints, as long as the schema lets it be. */
const wildFacts = fc
  .record({
    names: fc.array(wild(60), { minLength: 4, maxLength: 4 }),
    basis: wild(200),
    narratives: fc.array(wild(5000), { minLength: 2, maxLength: 2 }),
    reason: wild(500),
    by: wild(40),
  })
  .map(({ names, basis, narratives, reason, by }): Facts => {
    const [community = '', street = '', applicant = '', authority = ''] = names;
    return {
      ...facts,
      estates: [],
      profile: { ...facts.profile, community, street, applicant, authority, basis },
      narratives: { 1: { text: narratives[0] ?? '' }, 2: { text: narratives[1] ?? '' } },
      waivers: [{ target: '3', reason, by }],
      overrides: [{ target: '2', result: '符合', reason, by }],
    };
  });

/** How many notices are made; a longer search sets it higher. */
const RUNS = Number(process.env['WILD_NOTICES'] ?? 25);

describe('notices of any text', () => {
  it(
    '[PU20] hold every visible character once, in order, within its column, as another program reads them',
    async () => {
      await fc.assert(
        fc.asyncProperty(wildFacts, async (given) => {
          const input: NoticeInput = { ...sampleInput, catalogue: small, facts: given };
          const made = await makeNotice(input, () => undefined);
          if (!made.ok) throw new Error(JSON.stringify(made.error));
          const { pages } = await readPdf(made.value.pdf);
          const edges = edgesOf(input);
          const column = (index: number): string =>
            squeezed(pages.flatMap((page) => columnPieces(page, index, edges).map(({ text }) => text)).join(''));
          const model = printedModel(noticeModel(small, given, assess(small, given), input));
          expect(column(3)).toBe(squeezed(model.rows.map((row) => row.definition).join('')));
          expect(column(4)).toBe(squeezed(model.rows.map((row) => row.requirement).join('')));
          expect(column(5)).toBe(squeezed(model.rows.map((row) => row.narrative + row.notes.join('')).join('')));
          const words = squeezed(
            pages
              .flat()
              .map(({ text }) => text)
              .join(''),
          );
          for (const text of [model.opening, model.office, model.annexes.join('')]) {
            // Page numbers stand between two texts of one cell; a text may hold what looks like one.
            const numberless = (said: string): string => said.replaceAll(/—\d+—/gu, '');
            expect(numberless(words)).toContain(numberless(squeezed(text)));
          }
          const { left, bottom } = marginsOf('web');
          for (const { x, y, size } of pages.flat().filter(({ size: type }) => type !== 14)) {
            expect(x).toBeGreaterThanOrEqual(left - 0.1);
            expect(x + size / 4).toBeLessThanOrEqual(left + TEXT_AREA.width);
            expect(y).toBeGreaterThanOrEqual(bottom);
          }
        }),
        { numRuns: RUNS },
      );
    },
    Math.max(120_000, RUNS * 3000),
  );
});
