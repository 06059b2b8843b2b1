import type { ErrorCode } from '../errors.ts';
import type { ErrorText } from './error-sentences.ts';
import { SAVED, UNCHANGED } from './error-sentences.ts';

type BackupCode = Extract<ErrorCode, `backup.${string}`>;

const KEPT = `${SAVED}此前的备份不变。`;

/** Wording of everything that can keep a backup or a restore from happening. */
export const BACKUP_TEXTS: Readonly<Record<BackupCode, ErrorText>> = {
  'backup.cancelled': {
    happened: '已取消。',
    safe: `${SAVED}没有留下不完整的备份。`,
    todo: '需要时可重新开始；已经恢复的部分不会重复恢复。',
  },
  'backup.folder-gone': {
    happened: '找不到备份文件夹 {folder}。',
    safe: KEPT,
    todo: '请接好备份盘或连上网络盘，程序会自动再试；也可以换一个备份文件夹。',
  },
  'backup.folder-missing': {
    happened: '没有文件夹 {folder}。',
    safe: '备份位置没有改变。',
    todo: '请先建好文件夹，并填写完整路径，例如 E:\\备份 或 /media/usb/备份。',
  },
  'backup.folder-unwritable': {
    happened: '不能写入文件夹 {folder}（{reason}）。',
    safe: '备份位置没有改变。',
    todo: '请检查写保护和访问权限，或换一个文件夹。',
  },
  'backup.folder-within-data': {
    happened: '{folder} 与数据文件夹互相包含，不能用来备份。',
    safe: '备份位置没有改变。',
    todo: '请选择数据文件夹以外的文件夹，最好在另一块磁盘或 U 盘上。',
  },
  'backup.no-space': {
    happened: '备份位置只剩 {free}，本次备份需要 {needed}。',
    safe: KEPT,
    todo: '请腾出空间，或换一个备份文件夹。',
  },
  'backup.not-found': { happened: '找不到所选的备份。', safe: UNCHANGED, todo: '请确认备份盘已接好，再刷新备份列表。' },
  'backup.read-failed': { happened: '读取备份失败（{reason}）。', safe: SAVED, todo: '请确认备份盘已接好后重试。' },
  'backup.verify-failed': {
    happened: '备份写入后核对不符（{file}），本次备份已作废。',
    safe: KEPT,
    todo: '请重试；仍然不符时请更换备份盘。',
  },
  'backup.write-failed': {
    happened: '备份没有写成（{reason}）。',
    safe: KEPT,
    todo: '请确认备份盘已接好、可以写入，然后重试。',
  },
};
