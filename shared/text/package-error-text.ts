import type { ErrorCode } from '../errors.ts';
import type { ErrorText } from './error-sentences.ts';
import { SAVED, UNCHANGED } from './error-sentences.ts';

type PackageCode = Extract<ErrorCode, `package.${string}`>;

const ASK_AGAIN = '请向对方重新索取数据包，不要导入这一份。';
const COPY_AGAIN = '请重新复制或重新接收数据包后再打开。';

/** Wording of everything that can be wrong with a 数据包. */
export const PACKAGE_TEXTS: Readonly<Record<PackageCode, ErrorText>> = {
  'package.cancelled': {
    happened: '已取消。',
    safe: `${SAVED}没有留下不完整的数据包。`,
    todo: '需要时可重新开始；已经导入的部分不会重复导入。',
  },
  'package.content-mismatch': {
    happened: '数据包中的“{file}”与清单不符，内容已损坏或被改动。',
    safe: UNCHANGED,
    todo: `${COPY_AGAIN}仍然不符时${ASK_AGAIN}`,
  },
  'package.import-unfinished': {
    happened: '上次导入数据包中途断开，这个验收项目还缺一部分记录（已有 {intact} 条）。',
    safe: '已导入的记录完好，原有数据不变。',
    todo: '请再次打开同一个数据包并导入，会接着补全。',
  },
  'package.incomplete': {
    happened: '数据包没有传完（应为 {bytes} 字节，收到 {received} 字节）。',
    safe: UNCHANGED,
    todo: '请重新打开数据包。',
  },
  'package.journal-broken': {
    happened: '数据包中的记录“{file}”从第 {line} 行起不成立。',
    safe: UNCHANGED,
    todo: ASK_AGAIN,
  },
  'package.key-changed': {
    happened: '数据包自称来自设备 {device}，但签名密钥与该设备以往的不同。',
    safe: UNCHANGED,
    todo: '请与对方核对设备和密钥指纹；不能确认时不要导入。',
  },
  'package.key-unreadable': {
    happened: '本机的签名密钥或已知设备的记录无法读取（{reason}）。',
    safe: SAVED,
    todo: '请检查数据文件夹的访问权限后重试。',
  },
  'package.manifest-broken': {
    happened: '数据包的清单在 {path} 处不符合格式：{reason}。',
    safe: UNCHANGED,
    todo: ASK_AGAIN,
  },
  'package.newer-format': {
    happened: '数据包由更新版本的程序生成（格式 {format}）。',
    safe: UNCHANGED,
    todo: '请安装新版本后再打开。',
  },
  'package.no-beginning': {
    happened: '数据包里没有验收项目的开头，本机也没有这个项目，无法打开。',
    safe: UNCHANGED,
    todo: '请先导入建立该项目的设备所导出的数据包，再导入这一份。',
  },
  'package.file-limit': {
    happened: '数据包约 {size}，而这个磁盘是 FAT32 格式，单个文件不能到 {limit}。',
    safe: `${SAVED}没有留下不完整的文件。`,
    todo: '请换用 exFAT 或 NTFS 格式的磁盘或 U 盘；腾出空间、改权限都不起作用。',
  },
  'package.no-space': {
    happened: '磁盘只剩 {free}，至少需要 {needed}。',
    safe: `${SAVED}没有留下不完整的文件。`,
    todo: '请清理磁盘后重试。',
  },
  'package.not-a-package': {
    happened: '这个文件不是数据包（.ysb）。',
    safe: UNCHANGED,
    todo: '请选择由本程序“导出数据包”得到的文件。',
  },
  'package.not-found': {
    happened: '找不到这个数据包。',
    safe: UNCHANGED,
    todo: '请确认文件还在、U 盘已接好，然后重新打开。',
  },
  'package.original-missing': {
    happened: '数据包中缺少文件“{file}”。',
    safe: UNCHANGED,
    todo: ASK_AGAIN,
  },
  'package.read-failed': {
    happened: '读取数据包失败（{reason}）。',
    safe: SAVED,
    todo: '请确认 U 盘或文件夹可以访问，然后重试。',
  },
  'package.signature-invalid': {
    happened: '数据包的签名不成立，内容可能被改动过。',
    safe: UNCHANGED,
    todo: ASK_AGAIN,
  },
  'package.stream-key-changed': {
    happened: '设备 {device} 的记录由另一把密钥签名，与本机认得的不同。',
    safe: '本机已有的记录不变，这些记录没有导入。',
    todo: '请与这台设备的使用人核对密钥指纹。',
  },
  'package.stream-own': {
    happened: '其中自称本机（{device}）的记录不是本机签名的。',
    safe: '本机已有的记录不变，这些记录没有导入。',
    todo: ASK_AGAIN,
  },
  'package.stream-unsigned': {
    happened: '设备 {device} 的记录没有那台设备的签名（由早期版本导出），不能接在已有的记录之后。',
    safe: '本机已有的记录不变，这些记录没有导入。',
    todo: '请在那台设备上升级程序后重新导出数据包。',
  },
  'package.source-changed': {
    happened: '导出时“{file}”有变化，本次导出已作废。',
    safe: `${SAVED}没有留下不完整的数据包。`,
    todo: '请重新导出。',
  },
  'package.too-large': {
    happened: '数据包超过允许的大小（{limit}）。',
    safe: UNCHANGED,
    todo: '请联系维护人员。',
  },
  'package.truncated': {
    happened: '数据包不完整，末尾缺失。',
    safe: UNCHANGED,
    todo: COPY_AGAIN,
  },
  'package.too-many': {
    happened: '正在接收的数据包太多。',
    safe: UNCHANGED,
    todo: '请等其他窗口接收完，或过十分钟后再打开这个数据包。',
  },
  'package.unsafe-entry': {
    happened: '数据包中有不该有的内容“{file}”（{reason}）。',
    safe: UNCHANGED,
    todo: ASK_AGAIN,
  },
  'package.write-failed': {
    happened: '数据包没有写成（{reason}）。',
    safe: `${SAVED}没有留下不完整的数据包。`,
    todo: '请检查磁盘空间和权限后重试。',
  },
};
