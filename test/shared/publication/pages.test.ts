import { describe, expect, it } from 'vitest';
import { assess } from '#shared/assessment/assess.ts';
import { checkPages } from '#shared/publication/check-pages.ts';
import { annexLabels, signatureBoxes, typesetClosing } from '#shared/publication/closing.ts';
import { composeNotice } from '#shared/publication/compose-notice.ts';
import type { ComposedNotice } from '#shared/publication/compose-notice.ts';
import type { Block } from '#shared/publication/document-types.ts';
import { noticeModel, printedModel } from '#shared/publication/notice-model.ts';
import { marginsOf } from '#shared/publication/page-metrics.ts';
import { catalogue, facts } from '#test/electron/publish/sample.ts';
import { gridTypesetter } from './fixed-typesetter.ts';

const model = printedModel(
  noticeModel(catalogue, facts, assess(catalogue, facts), { date: '2024-09-02', final: true }),
);
const composed = composeNotice(model, 'web', gridTypesetter);
const faultsOf = (change: (block: Block) => Block): readonly string[] => {
  const pages = composed.document.pages.map((page) => ({ ...page, blocks: page.blocks.map(change) }));
  const changed: ComposedNotice = { ...composed, document: { ...composed.document, pages } };
  return checkPages(changed, model, 'web').map(({ place, is }) => `${place}: ${is}`);
};

describe('laid-out pages', () => {
  it('[PU20] are sound', () => {
    expect(checkPages(composed, model, 'web')).toEqual([]);
  });

  it('[PU20] are refused where a line leaves its cell, with the place in words', () => {
    const wide = (block: Block): Block =>
      block.of === 'row-8/narrative'
        ? { ...block, items: block.items.map((item) => ({ ...item, width: item.width + 300 })) }
        : block;
    expect(faultsOf(wide)).toContain('指标 8 的完成情况: outside');
  });

  it('[PU20] are refused where something lies under a signature', () => {
    const [person] = composed.signatureBoxes;
    const under = (block: Block): Block =>
      block.of === 'office' ? { ...block, box: { ...block.box, x: person?.x ?? 0 }, items: [] } : block;
    expect(faultsOf(under)).toContain('落款单位: covered');
  });

  it('[PU20] are refused where a character is lost or stands twice', () => {
    const lost = (block: Block): Block =>
      block.of === 'row-8/definition' ? { ...block, items: block.items.slice(1) } : block;
    expect(faultsOf(lost)).toContain('指标 8 的指标释义: text');
    const twice = (block: Block): Block =>
      block.of === 'row-1/requirement' ? { ...block, items: [...block.items, ...block.items] } : block;
    expect(faultsOf(twice)).toContain('指标 1 的标准要求: text');
  });
});

describe('below the table', () => {
  const boxesOf = (office: string) => {
    const closing = typesetClosing(gridTypesetter, { ...model, office });
    const spot = { left: marginsOf('web').left, top: 100 };
    return { closing, boxes: signatureBoxes(closing, spot, 1) };
  };

  it.each([
    [6, 2],
    [10, 2],
    [12, 1],
    [20, 1],
    [60, 1],
  ])(
    '[PU8] [PU20] an office of %i characters leaves room for %i persons, none under seal, office or date',
    (length, count) => {
      const { boxes } = boxesOf('区'.repeat(length));
      const persons = boxes.filter(({ use }) => use === 'person');
      const seal = boxes.find(({ use }) => use === 'seal');
      expect(persons).toHaveLength(count);
      for (const { x, width } of persons) expect(x + width).toBeLessThanOrEqual(seal?.x ?? 0);
    },
  );

  it('sets a long name of the office in lines of about the same length', () => {
    const { closing } = boxesOf('区'.repeat(41));
    const lengths = closing.office.map(({ text }) => text.length);
    expect(lengths.length).toBe(3);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(6);
  });

  it('[PU8] numbers several annexes, and one not', () => {
    expect(annexLabels(1)).toEqual(['附件：']);
    expect(annexLabels(2)).toEqual(['附件：1. ', '2. ']);
  });
});
