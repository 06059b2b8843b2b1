import type { Overall } from '#shared/assess/types.ts';

interface Counts {
  readonly met: number;
  readonly unmet: number;
  readonly undetermined: number;
  readonly notApplicable: number;
  readonly contradictions: number;
  readonly conflicts: number;
}

/** Wording of 总览. */
export const boardText = {
  fillIn: '逐个补齐',
  toPublish: '去公示',
  filters: {
    all: '全部',
    undetermined: '待核',
    unmet: '不符合',
    contradiction: '有矛盾',
    conflict: '有冲突',
    unproven: '无佐证',
    declared: '申报值',
  },
  filterLabel: '筛选指标',
  nothingMatches: '没有这样的指标',
  nothingMatchesHint: '换一个筛选条件，或查看全部指标。',
  showAll: '查看全部',
  done: (done: number, total: number) => `${done} / ${total}`,
  doneTitle: (done: number, total: number) => `${total} 项中 ${done} 项符合或不适用`,
  missing: (count: number) => `缺 ${count}`,
  evidence: (count: number) => `佐证 ${count} 件`,
  unproven: '无佐证',
  contradiction: '矛盾',
  conflict: '冲突',
  attention: '需要处理',
  attentionNone: '没有矛盾，也没有提示。',
  attentionAnswered: (count: number) => `已答复 ${count} 条矛盾`,
  jump: '去处理',
  keep: '保留并说明',
  keepHint: '保留现在的填写，写明为什么这样是对的；答复随结果一并留存。',
  keepConfirm: '保留',
  noticeGroup: (name: string, count: number) => `${name} ${count}`,
  conflicts: (count: number) => `${count} 处填写冲突，尚未选定`,
  arrows: '方向键移动，回车打开',
} as const;

/** The verdict in words: the whole sentence after the coloured word. */
export function overallSentence(overall: Overall, standard: string, counts: Counts): string {
  const lead = { 达到标准: '达到', 未达到标准: '未达到', 待核: '还不能判定是否达到' }[overall];
  return `${lead}${standard}：${countsOf(counts).join('，')}`;
}

function countsOf({ met, unmet, undetermined, notApplicable, contradictions, conflicts }: Counts): readonly string[] {
  const open = [
    ...(undetermined > 0 ? [`${undetermined} 项待核`] : []),
    ...(unmet > 0 ? [`${unmet} 项不符合`] : []),
    ...(contradictions > 0 ? [`${contradictions} 条数据核对发现未答复`] : []),
    ...(conflicts > 0 ? [`${conflicts} 处填写冲突未选定`] : []),
  ];
  if (undetermined + unmet > 0) return open;
  return [`${met} 项符合`, ...(notApplicable > 0 ? [`${notApplicable} 项不适用`] : []), ...open];
}

/** Fragments of the one line of arithmetic on a card. */
export const lineText = {
  declared: (count: number) => (count === 1 ? '申报 1 项比率' : `申报 ${count} 项比率`),
  unanswered: (label: string, count = 1) => `未答：${label}${count > 1 ? '等' : ''}`,
  lacking: (label: string) => `缺：${label}`,
  known: (known: string, unit: string, limit: string) => `已知 ${known}${unit}，要求 ${limit}`,
  exceeds: (part: string, whole: string) => `${part}大于${whole}`,
  zeroWhole: (whole: string) => `${whole}为 0`,
  listed: (yes: number, all: number, what: string) => `${yes} / ${all} ${what}`,
  listedNeed: (yes: number, need: number, what: string) => `${yes} ≥ ${need} 项 ${what}`,
  listedShort: (yes: number, need: number, what: string) => `${yes} < ${need} 项 ${what}`,
  noEstates: '尚未登记小区',
  waived: (reason: string) => `不涉及：${reason}`,
  overridden: (reason: string) => `人工认定：${reason}`,
  no: (label: string) => `${label}：无`,
  nothing: '',
} as const;
