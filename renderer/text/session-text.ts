import type { ErrorCode } from '#shared/errors.ts';
import { isWellFormed } from '#shared/reading/characters.ts';
import type { Failure } from '#shared/result.ts';
import { errorText } from '#shared/text/error-text.ts';

/** What was set aside because the journal can't take it. */
export const asideText = {
  lead: (count: number) => `${count} 处填写没有保存`,
  banner: '其余内容都已保存。这些填写另外保管在本机，不会丢失，修改或放弃后才能定稿。',
  show: '查看',
  save: (count: number) => `另有 ${count} 处未保存`,
  title: '没有保存的填写',
  hint: '下面的填写不符合记录要求，没有写入验收记录；其余内容不受影响。请逐条修改后保存，或者放弃。',
  place: '位置',
  go: '去看',
  mend: '修改为',
  keep: '保存',
  again: '再试一次',
  giveUp: '放弃',
  giveUpConfirm: '放弃后不能找回。',
  together: (count: number) => `同一次操作的 ${count} 处填写一起保管，一起保存。`,
  blocks: (count: number) => `有 ${count} 处填写没有保存，处理后再定稿。`,
  close: '关闭',
} as const;

/** Why the journal does not take an entry. */
export function asideReason(failure: Failure<ErrorCode>, text: string | null): string {
  const { code } = failure;
  if (code === 'app.too-large') return '内容太大，一次保存不下。';
  if (text === null && code === 'app.bad-request')
    return '这样的内容记录不下来，可能出自另一版本的程序。请到原处重新填写。';
  if (text === null) return errorText(failure).happened;
  if (!isWellFormed(text)) return '文字中有残缺的字符（半个字），请删去或重新输入这个字。';
  if (text.trim() === '') return '只有空格，请填写内容。';
  return `文字有 ${Array.from(text).length} 个字，超过了这里的限度，或含有不能保存的内容。`;
}

/** Another window on the same inspection. */
export const companionText = {
  lead: '这个验收项目还在另一个窗口中打开',
  several: (count: number) => `这个验收项目还在另外 ${count} 个窗口中打开`,
  text: '各窗口保存的内容会立即互相显示；同一处各自填写时显示为填写冲突，由您选定，不会互相覆盖。',
  window: '另一窗口',
} as const;

/** 撤销 and 重做, in words. */
export const stepText = {
  undone: '已撤销',
  redone: '已重做',
  notUndone: '没有撤销',
  notRedone: '没有重做',
  change: (place: string, from: string, to: string) => `${place}：${from} → ${to}`,
  more: (count: number) => `等 ${count} 处`,
  overtaken: (place: string, mine: string, now: string) =>
    `${place} 现在是“${now}”，已不是这一步填写的“${mine}”，没有改动。`,
  contested: (place: string) => `${place} 有不同的填写还没有选定，请先选定一个。`,
  dismiss: '知道了',
} as const;

/** The index of the window held other contents than the journal. */
export const indexText = {
  mended: '本机索引的内容与磁盘上的验收记录不一致，已按验收记录重新读取；屏幕上现在是验收记录的内容。',
} as const;
