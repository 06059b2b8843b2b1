/** The steps of making a notice, in order: what a job reports as its phase. */
export const NOTICE_PHASES = ['annex', 'layout', 'draw', 'sign', 'store'] as const;
export type NoticePhase = (typeof NOTICE_PHASES)[number];

/** What the user reads while a step runs. */
export const NOTICE_PHASE_TEXT: Readonly<Record<NoticePhase, string>> = {
  annex: '生成附件',
  layout: '排版',
  draw: '生成 PDF',
  sign: '签名并校验',
  store: '保存文件',
};
