import type { Finding, FindingKind } from '../assess/types.ts';
import type { Facts } from '../facts/schema.ts';
import type { AnnexSheet } from './annex-types.ts';
import { heads, text, whole } from './annex-types.ts';

export const FINDINGS_NAME = '数据核对';
export const PHOTOS_NAME = '照片清单';

const KIND_WORDS: Readonly<Record<FindingKind, string>> = {
  'percent-mismatch': '百分比不符',
  'count-mismatch': '数量不一致',
  'part-exceeds-whole': '部分大于总数',
  'parts-mismatch': '分项之和不等于总数',
  'item-not-mentioned': '完成情况未提及',
  'narrative-stale': '完成情况已过时',
  'declared-only': '仅有申报值',
  'evidence-missing': '缺少佐证',
  'estate-not-listed': '小区未登记',
  'date-outside-period': '日期不在验收期间',
  'photo-outside-period': '照片不在验收期间',
  'photo-off-site': '照片不在现场',
  'photo-reused': '照片重复使用',
  'standard-gap': '标准未作规定',
};

/** 数据核对: every finding, with the reply that was given to it. */
export function findingsSheet(findings: readonly Finding[]): AnnexSheet {
  const rows = findings.map((finding, index) => [
    whole(index + 1),
    whole(finding.indicator),
    text(finding.clause, 'centre'),
    text(finding.severity === 'contradiction' ? '矛盾' : '提示', 'centre'),
    text(KIND_WORDS[finding.kind], 'centre'),
    text(finding.message),
    text(finding.reply?.reason ?? ''),
    text(finding.reply?.by ?? '', 'centre'),
  ]);
  return {
    name: FINDINGS_NAME,
    headRows: 1,
    widths: [7, 10, 9, 9, 20, 70, 36, 14],
    rows: [heads(['编号', '指标序号', '条款', '性质', '类别', '说明', '答复', '答复人']), ...rows],
    merges: [],
  };
}

/** 照片清单: every original with its SHA-256, so that a file at hand can be compared with the one that was judged. */
export function photosSheet({ evidence }: Facts): AnnexSheet {
  const rows = evidence.map((item, index) => [
    whole(index + 1),
    text(item.clause, 'centre'),
    text(item.name),
    text(item.caption ?? ''),
    text(item.takenAt?.replace('T', ' ') ?? '', 'centre'),
    text(item.gps ? `${item.gps.latitude}, ${item.gps.longitude}` : '', 'centre'),
    text(item.mime, 'centre'),
    whole(item.size),
    text(item.sha256),
  ]);
  return {
    name: PHOTOS_NAME,
    headRows: 1,
    widths: [7, 9, 30, 34, 20, 22, 16, 12, 68],
    rows: [
      heads(['编号', '条款', '文件名', '说明', '拍摄时间', '位置（纬度, 经度）', '类型', '字节数', 'SHA-256']),
      ...rows,
    ],
    merges: [],
  };
}
