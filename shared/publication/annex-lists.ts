import type { Finding, FindingKind } from '../assess/types.ts';
import type { Facts } from '../facts/schema.ts';
import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { heads, text, whole } from './annex-types.ts';
import { splitTall } from './row-heights.ts';

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

const FINDINGS_WIDTHS = [5, 8, 6, 6, 15, 52, 32, 14];

/** 数据核对: every finding, with the reply that was given to it. */
export function findingsSheet(findings: readonly Finding[]): AnnexSheet {
  const rows = findings.flatMap((finding, index) =>
    splitTall(
      [
        whole(index + 1),
        whole(finding.indicator),
        text(finding.clause, 'centre'),
        text(finding.severity === 'contradiction' ? '矛盾' : '提示', 'centre'),
        text(KIND_WORDS[finding.kind], 'centre'),
        text(finding.message),
        text(finding.reply?.reason ?? ''),
        text(finding.reply?.by ?? '', 'centre'),
      ],
      FINDINGS_WIDTHS,
      [],
    ),
  );
  const head = heads(['编号', '指标序号', '条款', '性质', '类别', '说明', '答复', '答复人']);
  return listSheet(FINDINGS_NAME, FINDINGS_WIDTHS, head, rows, '数据核对没有发现');
}

const PHOTOS_WIDTHS = [5, 6, 20, 22, 16, 16, 12, 10, 34];

/** 照片清单: every original with its SHA-256, so that a file at hand can be compared with the one that was judged. */
export function photosSheet({ evidence }: Facts): AnnexSheet {
  const rows = evidence.flatMap((item, index) =>
    splitTall(
      [
        whole(index + 1),
        text(item.clause, 'centre'),
        text(item.name),
        text(item.caption ?? ''),
        text(item.takenAt?.replace('T', ' ') ?? '', 'centre'),
        text(item.gps ? `${item.gps.latitude}, ${item.gps.longitude}` : '', 'centre'),
        text(item.mime, 'centre'),
        whole(item.size),
        text(item.sha256),
      ],
      PHOTOS_WIDTHS,
      [],
    ),
  );
  const head = heads(['编号', '条款', '文件名', '说明', '拍摄时间', '位置（纬度, 经度）', '类型', '字节数', 'SHA-256']);
  return listSheet(PHOTOS_NAME, PHOTOS_WIDTHS, head, rows, '没有添加照片和文件');
}

/** A list under its head; an empty one says so, beside the numbers that are counted. */
function listSheet(
  name: string,
  widths: readonly number[],
  head: readonly AnnexCell[],
  rows: readonly (readonly AnnexCell[])[],
  none: string,
): AnnexSheet {
  const blank = head.map((_, at) => text(at === 2 ? none : ''));
  const merges = rows.length === 0 ? [{ row: 1, from: 2, to: widths.length - 1 }] : [];
  const filter = { head: 0, last: Math.max(1, rows.length) };
  return { name, headRows: 1, widths, rows: [head, ...(rows.length === 0 ? [blank] : rows)], merges, filter };
}
