import type { FindingKind } from '#shared/assess/types.ts';
import type { FigureFault } from '#shared/reading/read-figure.ts';

/** Wording of 逐项验收. */
export const walkText = {
  search: '搜索指标、填报项、拼音',
  nothingFound: '没有匹配的指标',
  missing: (count: number) => `缺 ${count}`,
  toMissing: '到第一处没填的地方',
  list: '指标列表',
  definition: '指标释义',
  requirement: '标准要求',
  declared: '申报',
  declaredHint: '仅凭申报的比率判定，数量尚未填报',
  overridden: (computed: string, by: string) => `人工认定（计算结果：${computed}，${by}）`,
  waived: (by: string) => `不涉及（${by}）`,
  findings: '数据核对',
  notices: (count: number) => `提示 ${count}`,
  showNotices: '展开',
  hideNotices: '收起',
  fixTo: (value: string) => `改为 ${value}`,
  keep: '保留并说明',
  kept: (by: string) => `已保留（${by}）：`,
  withdraw: '撤回',
  notApplicableOption: '不适用',
  waive: '不涉及',
  override: '人工认定',
  withdrawWaiver: '撤回不涉及',
  withdrawOverride: '撤回认定',
  wholeIndicator: '整项指标',
  narrative: '完成情况（公示文字）',
  narrativeEdited: '手工修改过',
  narrativeStale: '手工修改过 · 数据已变化',
  narrativeEmpty: '填报后自动生成；也可以直接书写。',
  rewrite: '按填报值重写',
  rewriteConfirm: '手工写的文字将换成按填报值生成的文字，可以撤销。',
  rewriteYes: '换成生成的文字',
  narrativeShow: '按填报值应为：',
  community: '社区概况',
  estateFacts: '小区概况',
  estates: '各小区',
  estateSummary: (count: number, results: string) => `${count} 个小区：${results}`,
  notJudged: '本条不涉及该小区',
  notSure: '先回答下面一项，才知道本条是否涉及该小区',
  noEstates: '还没有登记小区，本条按小区逐个判定。',
  addEstates: '登记小区',
  fromClause: (clause: string) => `见 ${clause}`,
  change: '修改',
  from: (value: string, source: string) => `沿用${source} ${value}`,
  /** A box of a checklist. */
  yes: '有',
  no: '无',
  /** A statement. */
  holds: '是',
  fails: '否',
  unknown: '未答',
  allYes: '未答的全记为有',
  addOther: '其他…',
  otherName: '名称',
  add: '添加',
  addEntry: '添加一项',
  removeEntry: '删除',
  reasonInNote: '请在“备注”中写明判断依据',
  reasonWanted: '由验收人员判断：请写明依据',
  increase: '加一',
  decrease: '减一',
  rateUnused: '已填数量，申报值不再参与判定',
  percentUnit: '%',
  pending: '未保存',
  split: (count: number, names: string) => `拆成 ${count} 项（${names}${count > 3 ? '…' : ''}）`,
  invalid: (fields: string) => `填写无效：${fields}`,
  giveUp: (saved: string) => (saved === '' ? '放弃' : `放弃，恢复“${saved}”`),
  noneUndetermined: '没有待核的指标了',
  result: '判定结果',
} as const;

export const evidenceText = {
  title: '佐证',
  count: (photos: number, files: number) =>
    [photos > 0 ? `${photos} 张` : '', files > 0 ? `${files} 文件` : ''].filter((part) => part !== '').join(' · '),
  wanted: '应有',
  wantedKind: { photo: '照片', document: '文件', any: '照片或文件' },
  addTo: '添加到',
  none: '没有佐证',
  rest: (count: number) => `显示其余 ${count} 个`,
  fewer: '收起',
  batch: (clause: string) => `正在添加到 ${clause}`,
  stored: (done: number, total: number) => `已写入 ${done} / ${total}`,
  cancel: '取消其余',
  notStored: (clause: string, count: number) => `${clause} 有 ${count} 个文件没有写入`,
  drop: '拖入窗口、粘贴，或按',
  dropAfter: '选择',
  promise: '原图逐字节保留，写盘后才显示 ✓',
  original: '✓原图',
  originalFile: '✓原件',
  storing: '写入中',
  unrecorded: '未记录',
  open: '打开原件',
  remove: '移除',
  removeTitle: (name: string) => `移除“${name}”`,
  removeHint: '原件仍保留在数据文件夹中，移除的理由记入修改记录。',
  retry: '重试',
  dismiss: (count: number) => (count > 1 ? '全部放弃' : '放弃'),
  reused: (clause: string) => `与 ${clause} 重复`,
  incomplete: '文件不完整',
  noTime: '无拍摄时间',
  takenAt: '拍摄',
} as const;

export const noteText = {
  title: '备注',
  placeholder: '现场情况、判断依据（不公示）',
} as const;

export const recentText = {
  title: '最近修改',
  none: '本指标还没有修改',
  anonymous: '未署名',
  elsewhere: '另一台电脑',
  more: (count: number) => `另有 ${count} 次`,
  narrative: '完成情况',
  note: '备注',
  waiver: (target: string) => `${target} 不涉及`,
  override: (target: string) => `${target} 人工认定`,
  evidence: (name: string) => `佐证 ${name}`,
  inEstate: (label: string, estate: string) => `${estate} ${label}`,
  generated: '按填报值生成',
  caption: (text: string) => (text === '' ? '无说明' : `说明“${text}”`),
  added: '已添加',
  removed: '已移除',
  withdrawn: '已撤回',
  listed: (count: number) => `${count} 项`,
  ticked: (yes: number, no: number) => `有 ${yes}、无 ${no}`,
} as const;

export const conflictListText = {
  title: '填写冲突',
  hint: '两台电脑或两个窗口各自填写，互相没有看到。请选定一个，选定后各处一致。',
  shown: '目前按此判定',
  take: '采用',
  sign: '冲突',
} as const;

export const judgementText = {
  waiveTitle: '不涉及',
  waiveHint: '不涉及的条款不参与判定，理由随结果公示。',
  overrideTitle: '人工认定',
  overrideHint: '认定的结果替代计算结果；计算结果、理由和姓名随结果一并公示。',
  keepTitle: '保留并说明',
  target: '范围',
  result: '认定为',
  resultWanted: '还没有选认定的结果：符合、不符合、待核或不适用。',
  confirmWaive: '确认不涉及',
  confirmOverride: '确认认定',
  confirmKeep: '保留',
} as const;

/** What several pasted cells would be. */
export const cellText = {
  pair: (label: string, cell: string) => `${label} ← ${cell}`,
  take: (pairs: string) => `分别填入：${pairs}`,
  tooMany: (cells: number, fields: number) => `粘贴了 ${cells} 格，从这里起只有 ${fields} 项可填，没有填入。`,
  unfit: (cell: string, label: string, fault: string) => `“${cell}”不能填入“${label}”（${fault}），没有填入。`,
  first: (name: string) => `只取“${name}”`,
  column: (column: number, label: string) => `第 ${column} 列填入“${label}”`,
  unused: (columns: number) => `另有 ${columns} 列不采用`,
} as const;

/** Why a typed value is not taken. */
export const invalidText = {
  lines: '粘贴了多行或多格，这里只能填一个',
} as const;

const FIGURE_EXAMPLES = {
  count: '应为整数，例如 12',
  quantity: '应为数字，例如 152.5',
  rate: '应为百分数，例如 95.3%',
  lines: '粘贴了多行或多格，这里只能填一个',
} as const;

/** Why what was typed is no figure, and what to write instead. */
export function figureFaultText(fault: Exclude<FigureFault, 'empty'>, kind: keyof typeof FIGURE_EXAMPLES): string {
  const example = FIGURE_EXAMPLES[kind];
  switch (fault) {
    case 'several':
      return `这里有不止一个数，只能填一个：${example}`;
    case 'grouping':
      return `逗号、点的位置不是千位分隔，读不准是多少：${example}`;
    case 'negative':
      return `不能是负数：${example}`;
    case 'fraction':
      return `不能有小数：${example}`;
    case 'over-whole':
      return `不能超过 100%：${example}`;
    case 'other-unit':
      return `单位与本项不同，请换算后只填数字：${example}`;
    case 'other-digits':
      return `请用 0–9 的数字写全：${example}`;
    case 'too-long':
      return '整数部分最多 15 位，小数最多 9 位';
    case 'no-figure':
      return example;
  }
}

/** Findings by kind, in two or four characters, for lists. */
export const FINDING_NAMES: Readonly<Record<FindingKind, string>> = {
  'percent-mismatch': '比率不符',
  'count-mismatch': '数量不一致',
  'part-exceeds-whole': '部分大于总数',
  'parts-mismatch': '合计不符',
  'item-not-mentioned': '未提及',
  'narrative-stale': '文字过时',
  'declared-only': '仅申报值',
  'evidence-missing': '缺佐证',
  'estate-not-listed': '小区未登记',
  'date-outside-period': '日期超期',
  'photo-outside-period': '照片超期',
  'photo-off-site': '照片不在现场',
  'photo-reused': '照片重复',
  'standard-gap': '标准未规定',
};
