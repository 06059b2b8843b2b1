import type { SyncReport } from '#shared/host/sync-records.ts';
import { figureText, sizeText } from './format.ts';

const events = (count: number): string => `${figureText(count)} 条记录`;
const files = (count: number, bytes: number): string =>
  bytes > 0 ? `${figureText(count)} 个文件（${sizeText(bytes)}）` : `${figureText(count)} 个文件`;

/** What is here and not there, in a few words: 12 条记录、3 个文件（4.1 MB）. */
export function gapText(gap: { readonly events: number; readonly files: number; readonly bytes: number }): string {
  return [gap.events > 0 ? events(gap.events) : '', gap.files > 0 ? files(gap.files, gap.bytes) : '']
    .filter((part) => part !== '')
    .join('、');
}

/** Wording of the screen 同步. */
export const syncText = {
  title: '同步',
  lead: '几台电脑经 U 盘、网络盘或同步盘合成一份；填报不等同步。',
  loading: '正在读取同步位置',
  retry: '重试',
  add: '添加位置…',
  empty: '还没有同步位置',
  emptyHint: '选一个几台电脑都能用到的文件夹，例如 U 盘、单位网络盘或同步盘上的文件夹。',
  readOnly: '数据文件夹只读，不能同步，也不能改同步设置；这里是上次记下的状态。',
} as const;

export const placeText = {
  never: '还没有同步过',
  contact: (ago: string, at: string) => `上次联系 ${ago}（${at}）`,
  now: '立即同步',
  nowOf: (name: string) => `与${name}立即同步`,
  remove: '移除',
  removeAsk:
    '移除后不再与这个位置同步。那里的内容原样留着，同事照常能用；从那里收到的也都留在本机。再次添加同一文件夹即可继续。',
  auto: '自动同步',
  autoHint: '有改动后约半分钟，平时约 5 分钟一次',
  originals: '包含照片原件',
  originalsHint: '关闭可节省流量：只送记录、目录和公示，原件留在各自电脑',
} as const;

export const placeTags = {
  running: '正在同步',
  away: '不在',
  blocked: '受阻',
  stuck: '有记录受阻',
  unused: '未选项目',
  never: '未同步',
  there: '全部已在',
  behind: '未送齐',
} as const;

export const addPlaceText = {
  title: '添加同步位置',
  choose: '选择文件夹…',
  folder: '文件夹的完整路径',
  example: '例如 E:\\验收同步 或 \\\\服务器\\验收同步',
  name: '名称',
  nameExample: '例如 验收 U 盘',
  submit: '添加这个位置',
  checking: '正在检查',
  cancel: '取消',
  promise: '添加时只在这个文件夹里建一个标记，不发送任何内容；之后也只发送你选出的项目。',
} as const;

export const leaveText = {
  title: '离开这台电脑的只有',
  parts: [
    { what: '选定项目的记录', detail: '谁、何时、改了什么，及所用的指标目录' },
    { what: '照片和文件原件', detail: '含拍摄时间和位置；可以关闭' },
    { what: '公示文件', detail: '已生成的 PDF 和附表' },
  ],
  never: '从不离开：密码、证书和私钥、诊断、没有共享的项目。',
  plain: '内容没有加密，拿到这个文件夹的人都能看，请像纸质材料一样保管。',
} as const;

export const sharedText = {
  shared: '已共享',
  offered: '这个位置上有，本机没有',
  local: '本机的其他项目',
  columns: { inspection: '项目', here: '本机', there: '已核对', files: '照片和文件', act: '操作' },
  thereHint: '发送之后再逐一询问，这个位置答复有的才算',
  none: '还没有共享项目。选下面的项目共享，或加入同事的项目。',
  nothing: '本机没有其他项目。',
  share: '共享',
  shareOf: (name: string) => `共享${name}`,
  shareAll: (count: number) => `全部共享（${figureText(count)}）`,
  join: '加入',
  joinOf: (name: string) => `加入${name}`,
  stop: '停止共享',
  stopOf: (name: string) => `停止共享${name}`,
  stopAsk: '停止后不再发送和接收这个项目。本机、这个位置和同事电脑上的内容都不删除。',
  alsoThere: '这个位置上也有，共享后两边合并',
  unknown: (id: string) => `项目 ${id}`,
  coming: '等待接收',
  notYet: '未发送',
  allThere: (count: number) => `全部 ${figureText(count)} 条`,
  lacks: (count: number) => `差 ${figureText(count)} 条`,
  count: (count: number) => `${figureText(count)} 条`,
  notTaken: (count: number) => `那里有 ${figureText(count)} 条没有收下`,
  filesAll: '齐全',
  filesUnsent: (count: number, bytes: number) => `待发 ${files(count, bytes)}`,
  filesKept: (count: number, bytes: number) => `按设置留在本机 ${files(count, bytes)}`,
  filesNotFetched: (count: number, bytes: number) => `未取回 ${files(count, bytes)}`,
  filesMissing: (count: number) => `${figureText(count)} 个原件两边都没有`,
  filesMissingHint: '还在添加照片的那台电脑上：请让它也与这个位置同步，或从它的备份恢复',
  settle: (fingerprint: string) => `以密钥 ${fingerprint} 为准`,
  settleAsk: (device: string, fingerprint: string) =>
    `请先向设备 ${device} 的主人当面核对密钥指纹 ${fingerprint}。确认后，只收下用这把密钥签名的记录。`,
  stuck: (device: string, count: number) => `设备 ${device} 的 ${figureText(count)} 条`,
} as const;

/** What came of a synchronisation that was asked for here. */
export function doneText({ moved, stuck }: SyncReport): string {
  const { eventsSent, eventsTaken, filesSent, filesFetched } = moved;
  const sent = gapText({ events: eventsSent, files: filesSent.count, bytes: filesSent.bytes });
  const taken = gapText({ events: eventsTaken, files: filesFetched.count, bytes: filesFetched.bytes });
  const parts = [
    sent === '' ? '' : `发送 ${sent}`,
    taken === '' ? '' : `收到 ${taken}`,
    stuck > 0 ? `${figureText(stuck)} 台设备的记录受阻，见下` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '同步完成，两边没有新内容。' : `同步完成：${parts.join('；')}。`;
}

export const STOPPED_TEXT = '已停止。已经送到的都留着，下次接着同步。';

const PHASES: Readonly<Record<string, string>> = {
  records: '交换记录',
  send: '发送文件',
  fetch: '取回文件',
  confirm: '逐项核对',
};

/** What a synchronisation does, with how far it is: 发送文件 12 / 340. */
export function syncPhaseText({ phase, done, total }: { phase: string; done: number; total: number }): string {
  const name = PHASES[phase] ?? '准备同步';
  return total > 1 ? `${name} ${figureText(Math.min(done + 1, total))} / ${figureText(total)}` : name;
}

/** What the header says of all places. */
export const syncHeadText = {
  unused: '同步未选项目',
  unusedHint: '已有同步位置，还没有选出要共享的项目，什么都没有发送。',
  unknown: '同步状态不明',
  unknownHint: '后台没有响应，不知道共享的内容送到了哪里。',
  unreadable: '同步受阻',
  stuck: '同步受阻',
  stuckHint: (place: string) => `${place}有需要处理的问题。`,
  behind: (gap: string) => `${gap}未送达`,
  behindHint: (place: string) => `这些内容还没有在${place}核对到。`,
  away: (place: string) => `${place}不在`,
  awayHint: (place: string, gap: string) => `${place}现在联系不上，${gap}还没有送到；接好后自动继续。`,
  all: (place: string) => `全部已在${place}`,
  shared: (place: string) => `共享的已在${place}`,
  records: (place: string) => `记录已在${place}`,
  somewhere: '共享位置',
  thereHint: (place: string) => `${place}上次答复时已有这里共享的全部内容，之后本机没有新的改动。`,
  notAll: '没有共享的项目只在本机。',
  kept: (count: number) => `按“节省流量”的设置，${figureText(count)} 个原件只在本机。`,
  nowAway: '这个位置现在联系不上。',
  open: '打开同步。',
} as const;

/** A count in the header, short: 12 条, 3 个文件. */
export const shortGap = (gap: { readonly events: number; readonly files: number }): string =>
  gap.events > 0 ? `${figureText(gap.events)} 条` : `${figureText(gap.files)} 个文件`;
