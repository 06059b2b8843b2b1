import type { BackupFault, UnreadGeneration } from '#shared/host/backup-records.ts';
import { causeText } from '#shared/text/cause-text.ts';

const PLACES: readonly (readonly [begin: string, name: string])[] = [
  ['inspections', '验收记录'],
  ['photos', '照片或文件原件'],
  ['notices', '公示文件'],
  ['catalogues', '指标目录'],
  ['settings', '设置'],
];

/** One thing that a backup could not use as it was: where, why, and what became of it. */
export function faultText({ side, place, reason, healed }: BackupFault): string {
  const name = PLACES.find(([begin]) => place.startsWith(begin))?.[1] ?? '文件';
  const where = `${side === 'here' ? '本机' : '备份'}的${name} ${place}`;
  if (reason === 'linked')
    return `${where}：磁盘空间不够另存一份，仍与本机共用同一份内容，写坏一处两处都坏。请清理磁盘。`;
  const why = reason === 'damaged' ? '内容已损坏' : reason === 'missing' ? '不在了' : `读不到（${causeText(reason)}）`;
  return `${where}：${why}，${fateText(side, healed)}`;
}

const UNREAD: Readonly<Record<string, string>> = {
  missing: '清单不在了',
  damaged: '清单已损坏',
  newer: '由更新版本的程序写成，请用新版本打开',
};

/** A generation that cannot be listed, by its folder, with the reason. */
export const unreadText = ({ name, reason }: UnreadGeneration): string =>
  `generations/${name}：${UNREAD[reason] ?? causeText(reason)}`;

function fateText(side: BackupFault['side'], healed: boolean): string {
  if (side === 'backup') return '已用本机的完好原件重新备份。请留意备份盘。';
  return healed
    ? '已用备份里的完好副本修复，损坏的文件另外保留。请检查磁盘。'
    : '没有修复。较早的备份里有完好副本的，会一直保留：请检查磁盘，再从备份恢复。';
}
