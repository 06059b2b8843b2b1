import { assess } from '#shared/assessment/assess.ts';
import { annexSheets } from '#shared/publication/annex-sheets.ts';
import { checkPages } from '#shared/publication/check-pages.ts';
import { composeNotice } from '#shared/publication/compose-notice.ts';
import { noticeFileNames } from '#shared/publication/file-names.ts';
import { noticeModel, printedModel } from '#shared/publication/notice-model.ts';
import { NOTICE_PHASES } from '#shared/publication/notice-phases.ts';
import type { NoticePhase } from '#shared/publication/notice-phases.ts';
import { unprintableIn, unprintableText } from '#shared/publication/unprintable.ts';
import { err, ok } from '#shared/result.ts';
import { drawPdf } from './draw-pdf.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { RenderResult } from './rendered-notice.ts';
import { typesetter } from './typefaces.ts';
import { writeXlsx } from './write-xlsx.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Whether one of the faces has a character: text in any face finds it there. */
const covers = (character: string): boolean => typesetter.find(character, 'serif') !== null;

/**
 * Makes a notice and its annex in memory: judged, worded, laid out, checked, drawn, the annex embedded. Takes some tenths
 * of a second of computing, so it runs in a worker thread (`renderNotice`). `publication.unprintable` names what the faces
 * lack and where; `publication.layout` the place that the pages would not show whole.
 */
export async function makeNotice(
  input: NoticeInput,
  onPhase: (phase: NoticePhase, done: number) => void,
): Promise<RenderResult> {
  const { catalogue, facts, edition } = input;
  const phase = (name: NoticePhase): void => onPhase(name, NOTICE_PHASES.indexOf(name));
  const createdAt = new Date(input.createdAt);
  phase('annex');
  const assessment = assess(catalogue, facts);
  const model = noticeModel(catalogue, facts, assessment, input);
  const missing = unprintableIn(facts, model, covers);
  if (missing.length > 0) return err('publication.unprintable', { characters: unprintableText(missing) });
  const sheets = annexSheets({ catalogue, catalogueSha256: input.catalogueSha256, facts, assessment, model });
  const xlsx = writeXlsx(sheets, model.annexFile, createdAt);
  phase('layout');
  const printed = printedModel(model);
  const composed = composeNotice(printed, edition, typesetter);
  const [fault] = checkPages(composed, printed, edition);
  if (fault !== undefined) return err('publication.layout', { place: fault.place, page: fault.page });
  phase('draw');
  const annex = { name: model.annexFile, type: XLSX_TYPE, description: '验收明细', bytes: xlsx };
  const pdf = await drawPdf(composed.document, { createdAt, files: [annex] });
  const { signatureBoxes, document } = composed;
  return ok({
    pdf,
    xlsx,
    pages: document.pages.length,
    signatureBoxes,
    names: noticeFileNames(facts.profile.community),
  });
}
