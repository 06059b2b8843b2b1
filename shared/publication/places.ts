/** A place of the notice that people wrote or that the catalogue states. */
export interface Place {
  /** Null: not in a row of the table. */
  readonly indicator: number | null;
  readonly field: keyof typeof FIELD_TEXT;
}

const FIELD_TEXT = {
  title: '标题',
  opening: '开头一段',
  community: '社区名称',
  street: '街道名称',
  applicant: '申请单位',
  authority: '验收单位',
  basis: '验收依据',
  estate: '小区名称',
  table: '表格',
  annex: '附件说明',
  office: '落款单位',
  date: '落款日期',
  category: '一级指标',
  name: '二级指标',
  definition: '指标释义',
  requirement: '标准要求',
  narrative: '完成情况',
  note: '附注（理由、认定人）',
} as const;

/** `指标 8 的完成情况`, `验收单位`. */
export function placeText({ indicator, field }: Place): string {
  return indicator === null ? FIELD_TEXT[field] : `指标 ${indicator} 的${FIELD_TEXT[field]}`;
}
