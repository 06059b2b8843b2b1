import type { Overall } from '#shared/assess/types.ts';

/** Wording of 验收项目. */
export const projectsText = {
  title: '验收项目',
  open: '打开',
  current: '正在填报',
  empty: '还没有验收项目',
  restore: '换了电脑？从备份恢复…',
  emptyHint: '新建一个验收，或先打开示例看看：按公示原文填报的学苑社区，程序会指出其中的疏漏。',
  columns: { community: '社区', tier: '类型', period: '验收期间', progress: '判定', changed: '最近修改' },
  sample: '示例',
  finalised: '已定稿',
  broken: '没有读出的项目',
  loading: '正在读取验收项目',
  profile: '项目资料',
  anonymous: '未署名',
} as const;

export const OVERALL_CLASS: Readonly<Record<Overall, 'met' | 'unmet' | 'und'>> = {
  达到标准: 'met',
  未达到标准: 'unmet',
  待核: 'und',
};

/** Wording of the form for 项目资料. */
export const profileText = {
  newTitle: '新建验收',
  editTitle: '项目资料',
  catalogue: '指标目录',
  catalogueRequired: '请选择指标目录',
  catalogueOffer: (standard: string, tier: string, version: string, superseded: boolean) =>
    `${standard}（${tier}）${version}${superseded ? '（旧版）' : ''}`,
  basics: '验收信息',
  community: '社区名称',
  communityHint: '例如：学苑社区',
  street: '街道（乡镇）',
  applicant: '申请主体',
  applicantHint: '一般与社区名称相同',
  authority: '验收单位',
  basis: '依据文件',
  basisHint: '例如：《关于加快推进智慧社区建设工作的实施意见》（鲁数发〔2022〕16号）',
  period: '验收期间',
  periodRequired: '请选择开始和结束日期',
  noticeDate: '公示落款日期',
  noticeDateHint: '不填则为定稿当天',
  facts: '社区概况',
  factsHint: '填一次，各指标共用；也可以稍后在逐项验收中填写。',
  estates: '小区',
  estatesHint: '需逐个判定的条款按此名单进行。',
  estateName: '小区名称',
  estateNumber: (index: number) => `小区 ${index}`,
  addEstate: '添加小区',
  removeEstate: '删除小区',
  removeEstateConfirm: '删除后，该小区的填报值不再参与判定；修改记录仍保留。',
  remove: '删除',
  noEstates: '还没有登记小区',
  required: (label: string) => `请填写${label}`,
  create: '新建并开始验收',
  save: '保存',
  cancel: '取消',
  close: '关闭',
} as const;
