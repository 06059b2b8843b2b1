import { typesetter } from '#electron/services/publish/typefaces.ts';
import { assess } from '#shared/assessment/assess.ts';
import { composeNotice, type ComposedNotice } from '#shared/publication/compose-notice.ts';
import { meanFill } from '#shared/publication/fill-pages.ts';
import { noticeModel, printedModel } from '#shared/publication/notice-model.ts';
import { TEXT_AREA } from '#shared/publication/page-metrics.ts';
import { annexSheets } from '#shared/publication/annex-sheets.ts';
import { catalogue, facts, sampleInput } from '#test/electron/publish/sample.ts';

export const GOLDEN = ['notice-model', 'notice-document', 'annex-sheets'] as const;

/** What the golden files hold: the sample's notice as words, as laid out, and its annex. */
export async function goldenContents(): Promise<Readonly<Record<(typeof GOLDEN)[number], unknown>>> {
  const assessment = assess(catalogue, facts);
  const model = noticeModel(catalogue, facts, assessment, sampleInput);
  const composed = composeNotice(printedModel(model), 'web', typesetter);
  const { catalogueSha256 } = sampleInput;
  return {
    'notice-model': model,
    'notice-document': readable(composed),
    'annex-sheets': annexSheets({ catalogue, catalogueSha256, facts, assessment, model }),
  };
}

/** Laid-out pages as a person reads them: how full each is, and line by line what stands where (`x y face: text`). */
function readable({ document, signatureBoxes, widths }: ComposedNotice): object {
  const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
  return {
    columnWidths: widths,
    meanFill: percent(meanFill(document.pages, TEXT_AREA.height)),
    info: document.info,
    signatureBoxes,
    pages: document.pages.map(({ used, blocks, rules, marks }) => ({
      fill: percent(used / TEXT_AREA.height),
      rules: rules.length,
      marks: marks.map(({ text, x, y }) => `${x} ${y}: ${text}`),
      blocks: Object.fromEntries(
        blocks.map(({ of, items }) => [of, items.map(({ text, face, x, y }) => `${x} ${y} ${face}: ${text}`)]),
      ),
    })),
  };
}
