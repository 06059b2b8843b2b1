import { DETAIL_COUNTED, detailSheet } from './annex-detail.ts';
import { FINDINGS_COUNTED, findingsSheet, PHOTOS_COUNTED, photosSheet } from './annex-lists.ts';
import type { SummaryInput } from './annex-summary.ts';
import { summarySheet } from './annex-summary.ts';
import type { AnnexSheet } from './annex-types.ts';

/**
 * The annex as rows: 汇总, 指标明细, 数据核对, 照片清单. Figures that follow from others are formulas with their value beside
 * them; everything people typed is text.
 */
export function annexSheets(input: Omit<SummaryInput, 'counts'>): readonly AnnexSheet[] {
  const detail = detailSheet({ ...input, indicators: input.assessment.indicators });
  const findings = findingsSheet(input.assessment.findings);
  const photos = photosSheet(input.facts);
  const counts = {
    detail: { column: DETAIL_COUNTED, rows: detail.rows.length - 1, counted: detail.rows.length - 1 },
    findings: { column: FINDINGS_COUNTED, rows: findings.rows.length - 1, counted: input.assessment.findings.length },
    photos: { column: PHOTOS_COUNTED, rows: photos.rows.length - 1, counted: input.facts.evidence.length },
  };
  return [summarySheet({ ...input, counts }), detail, findings, photos];
}
