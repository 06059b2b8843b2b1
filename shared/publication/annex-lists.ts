import type { Finding, FindingKind } from '../assess/types.ts';
import type { Evidence, Facts } from '../facts/schema.ts';
import type { AnnexCell, AnnexSheet } from './annex-types.ts';
import { columnsOf } from './annex-columns.ts';
import { text, whole } from './annex-types.ts';

export const FINDINGS_NAME = '数据核对';
export const PHOTOS_NAME = '照片清单';

const SEVERITY_WORDS: Readonly<Record<Finding['severity'], string>> = { contradiction: '矛盾', notice: '提示' };
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

/** An item of a list with its number in it. */
interface Listed<T> {
  readonly no: number;
  readonly item: T;
}

const FINDINGS = columnsOf<Listed<Finding>>()([
  { key: 'no', head: '编号', width: 5, of: ({ no }) => whole(no) },
  { key: 'indicator', head: '指标序号', width: 8, of: ({ item }) => whole(item.indicator) },
  { key: 'clause', head: '条款', width: 6, of: ({ item }) => text(item.clause, 'centre') },
  { key: 'severity', head: '性质', width: 6, of: ({ item }) => text(SEVERITY_WORDS[item.severity], 'centre') },
  { key: 'kind', head: '类别', width: 15, of: ({ item }) => text(KIND_WORDS[item.kind], 'centre') },
  { key: 'message', head: '说明', width: 52, of: ({ item }) => text(item.message) },
  { key: 'reply', head: '答复', width: 32, of: ({ item }) => text(item.reply?.reason ?? '') },
  { key: 'by', head: '答复人', width: 14, of: ({ item }) => text(item.reply?.by ?? '', 'centre') },
]);

/** Where what is listed has its number, once each. */
export const FINDINGS_COUNTED = FINDINGS.letterOf('no');

/** 数据核对: every finding, with the reply that was given to it. */
export function findingsSheet(findings: readonly Finding[]): AnnexSheet {
  const rows = findings.flatMap((item, index) => FINDINGS.rows({ no: index + 1, item }));
  return listSheet(FINDINGS_NAME, FINDINGS, rows, { text: '数据核对没有发现', from: FINDINGS.indexOf('clause') });
}

const PHOTOS = columnsOf<Listed<Evidence>>()([
  { key: 'no', head: '编号', width: 5, of: ({ no }) => whole(no) },
  { key: 'clause', head: '条款', width: 6, of: ({ item }) => text(item.clause, 'centre') },
  { key: 'name', head: '文件名', width: 20, of: ({ item }) => text(item.name) },
  { key: 'caption', head: '说明', width: 22, of: ({ item }) => text(item.caption ?? '') },
  { key: 'takenAt', head: '拍摄时间', width: 16, of: ({ item }) => text(takenAt(item), 'centre') },
  { key: 'gps', head: '位置（纬度, 经度）', width: 16, of: ({ item }) => text(position(item), 'centre') },
  { key: 'mime', head: '类型', width: 12, of: ({ item }) => text(item.mime, 'centre') },
  { key: 'size', head: '字节数', width: 10, of: ({ item }) => whole(item.size) },
  { key: 'sha256', head: 'SHA-256', width: 34, of: ({ item }) => text(item.sha256) },
]);

export const PHOTOS_COUNTED = PHOTOS.letterOf('no');

/** 照片清单: every original with its SHA-256, so that a file at hand can be compared with the one that was judged. */
export function photosSheet({ evidence }: Facts): AnnexSheet {
  const rows = evidence.flatMap((item, index) => PHOTOS.rows({ no: index + 1, item }));
  return listSheet(PHOTOS_NAME, PHOTOS, rows, { text: '没有添加照片和文件', from: PHOTOS.indexOf('name') });
}

const takenAt = (item: Evidence): string => item.takenAt?.replace('T', ' ') ?? '';
const position = ({ gps }: Evidence): string => (gps ? `${gps.latitude}, ${gps.longitude}` : '');

/** A list under its head; an empty one says so, beside the numbers that are counted. */
function listSheet(
  name: string,
  columns: { readonly heads: () => AnnexCell[]; readonly widths: readonly number[] },
  rows: readonly (readonly AnnexCell[])[],
  none: { readonly text: string; readonly from: number },
): AnnexSheet {
  const { widths } = columns;
  const blank = widths.map((_, at) => text(at === none.from ? none.text : ''));
  const merges = rows.length === 0 ? [{ row: 1, from: none.from, to: widths.length - 1 }] : [];
  const filter = { head: 0, last: Math.max(1, rows.length) };
  const listed = rows.length === 0 ? [blank] : rows;
  return { name, headRows: 1, widths, rows: [columns.heads(), ...listed], merges, filter };
}
