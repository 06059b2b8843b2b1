import { layoutPdf } from '#electron/services/publish/pdf-engine.ts';
import { assess } from '#shared/assess/assess.ts';
import { composeNotice } from '#shared/publication/compose-notice.ts';
import { noticeModel } from '#shared/publication/notice-model.ts';
import { annexSheets } from '#shared/publication/annex-sheets.ts';
import { catalogue, facts, sampleInput } from '#test/electron/publish/sample.ts';

export const GOLDEN = ['notice-model', 'notice-document', 'annex-sheets'] as const;

/** What the golden files hold: the sample's notice as words, as laid out, and its annex. */
export async function goldenContents(): Promise<Readonly<Record<(typeof GOLDEN)[number], unknown>>> {
  const assessment = assess(catalogue, facts);
  const model = noticeModel(catalogue, facts, assessment, sampleInput);
  const composed = await composeNotice(model, 'web', layoutPdf);
  const { catalogueSha256 } = sampleInput;
  return {
    'notice-model': model,
    'notice-document': composed.document,
    'annex-sheets': annexSheets({ catalogue, catalogueSha256, facts, assessment, model }),
  };
}
