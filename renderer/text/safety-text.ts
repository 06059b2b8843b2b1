import type { BackupPhase, Generation, GenerationCheck, RestorePlan } from '#shared/host/backup-records.ts';
import type { PlannedStream } from '#shared/package/plan.ts';
import { BACKUP_PHASES } from '#shared/host/backup-records.ts';
import { figureText, sizeText } from './format.ts';

/** Wording of 数据安全: backup, restore, space, clocks. */
export const safetyText = {
  title: '数据安全',
  loading: '正在读取',
  unknown: '无法得知',
} as const;

export const backupText = {
  title: '备份',
  never: '还没有备份过',
  neverHint: '填写的内容只在本机这一份。请现在备份一次，最好备份到 U 盘或另一块磁盘。',
  last: (when: string, ago: string) => `上次备份：${when}（${ago}）`,
  lastIn: (folder: string) => `备份在 ${folder}`,
  old: '已超过 7 天没有备份，请尽快备份一次。',
  now: '立即备份',
  running: '正在备份',
  done: ({ inspections, photos, notices, bytes }: Generation) =>
    `备份完成，写入的内容都已逐个核对：${inspections} 个项目、${photos} 张照片和文件、${notices} 个公示文件，共 ${sizeText(bytes)}`,
  cancelled: '已取消，没有留下不完整的备份。此前的备份不变。',
  nothing: '本机还没有需要备份的内容。',
  nothingNew: '没有新内容，最近一份备份仍然完整',
  folder: '备份位置',
  choose: '选择文件夹…',
  change: '更换…',
  path: '文件夹的完整路径',
  pathExample: '例如 E:\\验收备份 或 /media/usb/验收备份',
  use: '使用这个文件夹',
  cancel: '取消',
  checking: '正在检查',
  useOwn: '改回数据文件夹内',
  own: '在数据文件夹内，另存一份：误删、写坏时可以恢复；磁盘损坏或电脑丢失时，备份会一起丢失。建议改用 U 盘、移动硬盘或网络盘。',
  sameDisk: '和数据在同一块磁盘上，另存一份：误删、写坏时可以恢复；磁盘损坏或电脑丢失时，备份会一起丢失。',
  otherDisk: '和数据不在同一块磁盘上，磁盘损坏时仍可恢复。',
  away: '备份文件夹现在不在（U 盘未插好或网络盘未连上）。接好后会自动继续备份。',
  automatic: '自动备份',
  every: '有改动时每隔',
  minutes: (count: number) => `${count} 分钟`,
  onQuit: '备份一次，关闭程序时再备份一次。',
  keep: '保留',
  generations: (count: number) => `${count} 份`,
  keepHint: '只有内容全部包含在较新备份里的旧备份才会清理。',
} as const;

export const generationsText = {
  title: '恢复',
  hint: '恢复只补回本机没有的和已经损坏的内容，不覆盖、不删除本机的任何记录。',
  columns: {
    at: '备份时间',
    device: '电脑',
    inspections: '项目',
    events: '记录',
    photos: '照片和文件',
    bytes: '大小',
    actions: '操作',
  },
  own: '本机',
  empty: '这里还没有备份',
  away: '备份文件夹现在不在，接好备份盘后点“刷新”。',
  emptyHint: '在新电脑上恢复时，请先在上面选择原来的备份文件夹。',
  unread: (count: number) => `有 ${figureText(count)} 份备份的清单读不出来，没有列在这里`,
  unreadHint: '这些文件夹原样保留，不清理，也不影响新的备份。请检查备份盘。',
  faults: (count: number) => `备份时发现 ${figureText(count)} 处读不到或已损坏`,
  faultsMore: (count: number) => `另有 ${figureText(count)} 处`,
  faultsMark: (count: number) => `${figureText(count)} 处有问题`,
  faultsRest: '其余内容都已备份。',
  check: '校验',
  checkOf: (when: string) => `校验 ${when} 的备份`,
  restore: '恢复…',
  restoreOf: (when: string) => `恢复 ${when} 的备份`,
  refresh: '刷新',
  checking: '正在校验',
  checked: ({ files }: GenerationCheck) => `校验通过：${figureText(files)} 个文件都完整。`,
  broken: ({ files, broken: { streams, originals, others } }: GenerationCheck) =>
    `校验未通过：${figureText(files)} 个文件中有 ${figureText(streams + originals + others)} 个损坏或缺失（${brokenText(streams, originals, others)}）。请立即备份一次，会重新写入完整的内容；反复出现时请更换备份盘。`,
} as const;

function brokenText(streams: number, originals: number, others: number): string {
  const parts = [
    streams > 0 ? `验收记录 ${streams}` : '',
    originals > 0 ? `照片和公示文件 ${originals}` : '',
    others > 0 ? `指标目录和设置 ${others}` : '',
  ];
  return parts.filter((part) => part !== '').join('，');
}

export const restoreText = {
  title: (when: string) => `恢复 ${when} 的备份`,
  reading: '正在核对备份与本机的内容，尚未改动任何内容',
  restoring: '正在恢复',
  promise: '只补回下面列出的内容。本机已有的记录、照片和公示文件一律保留，不会被替换。',
  replaces: '改认过密钥的设备，它签名的记录会取代本机来历不明的那份，原文件另存；本机其余内容一律保留，不会被替换。',
  nothing: '本机已有这份备份的全部内容，没有需要恢复的。',
  nothingElse: '其余内容本机都有，没有需要恢复的。',
  comes: '将补回',
  stays: '保持不变',
  came: '已补回',
  summary: ({ events, photos, photoBytes, notices, catalogues }: RestorePlan) =>
    [
      `${figureText(events)} 条记录`,
      photos > 0 ? `${figureText(photos)} 张照片和文件（${sizeText(photoBytes)}）` : '',
      notices > 0 ? `${figureText(notices)} 个公示文件` : '',
      catalogues > 0 ? `${figureText(catalogues)} 份指标目录` : '',
    ]
      .filter((part) => part !== '')
      .join('、'),
  repaired: (count: number) => `其中 ${figureText(count)} 个文件本机已损坏，用备份中的完好原件修复`,
  same: (count: number) => `${figureText(count)} 个项目与备份完全相同`,
  unsound: (count: number) => `备份中有 ${figureText(count)} 个文件已损坏，不会恢复`,
  noRoom: (free: string) => `本机只剩 ${free}，恢复照片需要至少保留 1 GB 空间。请先清理磁盘。`,
  unnamed: '名称未知的项目',
  whole: (events: number) => `本机没有，整个恢复（${figureText(events)} 条记录）`,
  wholeDone: (events: number) => `整个恢复（${figureText(events)} 条记录）`,
  unsigned: '有设备的记录没有签名（由早期版本写成）：无法证明是谁写的，请核对内容。',
  refused: '不恢复的记录',
  refusedDone: '没有恢复的记录',
  of: (device: string) => `设备 ${device}`,
  refusedHint: '本机已有的记录不变，备份里的文件也没有改动。真正由那台设备写的记录，以后照样能导入或恢复。',
  restore: '恢复',
  close: '关闭',
  cancel: '取消',
  done: '恢复完成',
  stopped: '已停止。已经补回的内容都完整可用；再次恢复会接着补回其余部分。',
  toProjects: '查看验收项目',
} as const;

const COMPARISONS: Readonly<Record<PlannedStream['is'], (stream: PlannedStream) => string>> = {
  new: ({ events }) => `补回 ${figureText(events)} 条记录`,
  longer: ({ events }) => `补回 ${figureText(events)} 条记录`,
  repair: ({ events }) => `本机的记录已损坏，用备份修复，补回 ${figureText(events)} 条`,
  replace: ({ events }) => `补回 ${figureText(events)} 条记录，替换本机来历不明的（原文件另存）`,
  shorter: ({ ahead }) => `本机更新，比备份多 ${figureText(ahead)} 条，保持不变`,
  same: () => '与备份相同',
  fork: () => '本机与备份各有不同的后续记录，两边都不改动',
  'damaged-here': () => '本机的记录已损坏，这份备份补不上',
};

/** How the streams of an inspection stand, as a person would say it: each way once, and how much does not come back. */
export function streamsText(streams: readonly PlannedStream[]): string {
  const standing = streams.filter(({ refused, events }) => refused === null || events > 0);
  const held = streams.reduce((sum, stream) => sum + stream.held, 0);
  const lines = new Set(standing.map((stream) => COMPARISONS[stream.is](stream)));
  return [...lines, ...(held > 0 ? [`${figureText(held)} 条记录不恢复（原因见下）`] : [])].join('；');
}

const REFUSALS: Readonly<Record<NonNullable<PlannedStream['refused']>, { why: string; todo: string }>> = {
  'package.stream-own': {
    why: '自称是本机写的，但没有本机的签名，可能是别人添加的。',
    todo: '请换一份由本机做的备份；没有的，请保留这份备份，联系维护人员。',
  },
  'package.stream-key-changed': {
    why: '由另一把密钥签名，与本机认得的这台设备的不同，可能是冒名的。',
    todo: '请与这台设备的使用人核对密钥指纹。',
  },
  'package.stream-unsigned': {
    why: '没有这台设备的签名，不能确认是它写的。',
    todo: '请在这台设备上重新导出数据包，再在本机导入；设备已经不用的，请保留这份备份，联系维护人员。',
  },
  'package.key-unreadable': {
    why: '本机已知设备密钥的记录读不出来，无法核对签名。',
    todo: '请保留这份备份，联系维护人员。',
  },
};

const FORKED = {
  why: '与本机的记录各有不同的后续，由两把不同的密钥签名，其中一把可能是冒名的。',
  todo: '请与这台设备的使用人核对密钥指纹。',
};

/** What of a stream does not come back, why, and what to do about it. */
export function refusalText({ refused, held, total }: PlannedStream): string {
  const { why, todo } = refused === null ? FORKED : REFUSALS[refused];
  const which = held < total ? `末尾 ${figureText(held)} 条（共 ${figureText(total)} 条）` : `${figureText(total)} 条`;
  return `${which}：${why}${todo}`;
}

export const storageText = {
  title: '存储空间',
  free: '剩余空间',
  freeOf: (size: string) => `还剩 ${size}`,
  low: '不足 1 GB：暂停添加照片和文件，填写的内容仍可保存。',
  lowTodo: '请清理磁盘，腾出至少 1 GB 后重新添加。',
  reserve: '应急预留',
  reserves: {
    ready: '已预留，磁盘写满时仍能存下正在写的记录',
    released: '已用于存下写满时的记录。请尽快清理磁盘，腾出空间后自动恢复预留',
    none: '没有预留（空间不足以预留）',
  },
  folder: '数据文件夹',
  index: '本机索引',
  persisted: '已受保护，浏览器不会自行清理',
  evictable: '空间不足时浏览器可能清理；清理后按数据文件夹自动重建，不丢内容',
  persist: '请求保护',
} as const;

export const clockTexts = {
  title: '本机时间',
  hint: '本机时间被调整过时，与填报记录一起留作依据，不影响填报和保存。',
  closed: '打开验收项目后，这里列出该项目记录到的本机时间变动。',
  none: '这个项目没有记录到本机时间变动。',
  moved: (at: string, back: boolean, span: string) => `${at}，本机时间被${back ? '向后' : '向前'}调了 ${span}`,
  behind: (at: string, span: string) => `${at}，本机时间比上一条记录早 ${span}`,
  device: (device: string) => `电脑 ${device}`,
} as const;

/** Banners above every screen. */
export const safetyBannerText = {
  low: (free: string) => `磁盘只剩 ${free}`,
  lowHint: '暂停添加照片和文件，填写的内容仍可保存。请清理磁盘，腾出至少 1 GB。',
  old: (ago: string) => `上次备份是 ${ago}`,
  oldHint: '请接好备份盘，备份一次。',
  failed: '备份没有成功',
  lastGood: (ago: string) => `上次成功备份：${ago}。`,
  noneGood: '还没有成功备份过。',
  open: '去备份',
  look: '查看',
  later: '知道了',
} as const;

const PHASE_TEXT: Readonly<Record<BackupPhase, string>> = {
  collect: '读取验收记录',
  originals: '核对照片和文件',
  write: '写入备份',
  check: '逐个核对',
  catalogues: '核对指标目录',
  notices: '核对公示文件',
  inspections: '核对验收记录',
};

/** What a job of backup or restore does, with how far it is: 核对照片和文件 12 / 340. */
export function backupPhaseText({ phase, done, total }: { phase: string; done: number; total: number }): string {
  const known = BACKUP_PHASES.find((candidate) => candidate === phase);
  if (known === undefined) return '准备';
  return total > 1 ? `${PHASE_TEXT[known]} ${figureText(done)} / ${figureText(total)}` : PHASE_TEXT[known];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was: 刚刚, 3 分钟前, 2 小时前, 5 天前. A clock that was set back counts as 刚刚. */
export function agoText(ms: number): string {
  if (ms < MINUTE) return '刚刚';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} 分钟前`;
  return ms < DAY ? `${Math.floor(ms / HOUR)} 小时前` : `${figureText(Math.floor(ms / DAY))} 天前`;
}

/** A span of time in its two largest units: `2 小时 3 分`, `3 天 2 小时`, `45 秒`; never negative. */
export function spanText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return hours === 0 ? `${figureText(days)} 天` : `${figureText(days)} 天 ${hours} 小时`;
  if (hours > 0) return minutes === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes} 分`;
  return minutes > 0 ? `${minutes} 分 ${seconds % 60} 秒` : `${seconds} 秒`;
}
