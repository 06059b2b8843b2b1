import type { Verdict } from '#shared/facts/schema.ts';

/** Wording of the frame around every screen. */
export const shellText = {
  product: '智慧社区验收工作台',
  mark: '验',
  screens: {
    projects: '项目',
    walk: '逐项',
    board: '总览',
    publish: '公示',
    sync: '同步',
    safety: '备份',
    settings: '设置',
  },
  syncStuck: '同步受阻，需要处理',
  backupFailed: '上次备份没有成功',
  navigation: '主导航',
  menu: '菜单',
  tally: '判定结果',
  saved: '已保存',
  invalid: (count: number) => `${count} 处填写无效`,
  invalidHint: '没有保存；改正或放弃之前，所在条款为待核。点击前往。',
  saving: '保存中',
  unsaved: '未保存',
  retry: '重试',
  discard: '放弃未保存的填写',
  discardConfirm: '放弃后，屏幕上的这些内容恢复为上次保存的值。',
  discardYes: '放弃',
  undoNothing: '没有可撤销的填写',
  redoNothing: '没有可重做的填写',
  toSettle: (contradictions: number, conflicts: number) =>
    [
      ...(contradictions > 0 ? [`${contradictions} 处矛盾未处理`] : []),
      ...(conflicts > 0 ? [`${conflicts} 处填写冲突未选定`] : []),
    ].join('，'),
  unsavedCount: (count: number) => `${count} 处填写尚未写入磁盘`,
  recovered: (count: number) => `已恢复上次没有来得及保存的 ${count} 处填写`,
  readOnly: '只读',
  readOnlyHint:
    '数据文件夹所在的位置不能写入，只能查看和导出。要填写时，请把整个数据文件夹复制到可以写入的磁盘上再打开。',
  finalised: '已定稿，填报内容不能修改；需要修改时请在“公示”中撤销定稿。',
  toPublish: '去公示',
  damaged: '日志有损坏',
  importCut: '数据包没有导入完',
  understood: '知道了',
  moreBanners: (count: number) => `另有 ${count} 条`,
  unfold: '展开',
  fold: '收起',
} as const;

/** Loading of an inspection, in the one place where progress is shown. */
export const openingText = {
  reading: '正在读取验收记录',
  rebuilding: '正在按磁盘记录重建本机索引',
  counting: (done: number, total: number) => `${done} / ${total} 条`,
  failed: '没有打开验收项目',
  back: '返回项目列表',
  retry: '重试',
} as const;

/** What the error boundary says when a screen breaks. */
export const crashText = {
  title: '这个画面出错了',
  safe: '显示过“已保存”的内容都已写入磁盘，没有丢失；正在输入的内容保留在本机草稿里。',
  todo: '请点“重新载入”。仍然出错时，请把下面的内容交给维护人员。',
  reload: '重新载入',
} as const;

/** Verdicts with the sign that stands for them where colour is not seen. */
export const VERDICT_CLASS: Readonly<Record<Verdict, 'met' | 'unmet' | 'und' | 'na'>> = {
  符合: 'met',
  不符合: 'unmet',
  待核: 'und',
  不适用: 'na',
};
