import type { PlaceState } from '#shared/host/sync-records.ts';
import type { InspectionAtPlace, Moved } from '#shared/sync/standing.ts';
import { errorText } from '#shared/text/error-text.ts';

/** What synchronisations have moved, and how everything stands now, for a terminal. */
export function syncReport(moved: readonly Moved[], { place, inspections, offered }: PlaceState): string {
  const sum = (of: (one: Moved) => number): number => moved.reduce((total, one) => total + of(one), 0);
  return lines([
    `同步位置：${place.name}`,
    `发送：记录 ${sum((one) => one.eventsSent)} 条，文件 ${sum((one) => one.filesSent.count)} 个；` +
      `接收：记录 ${sum((one) => one.eventsTaken)} 条，文件 ${sum((one) => one.filesFetched.count)} 个`,
    ...inspections.flatMap(standingLines),
    ...offered.map(({ inspection, community }) => `未加入：${community}（验收项目 ${inspection}）`),
  ]);
}

function standingLines(standing: InspectionAtPlace): string[] {
  const { inspection, unsent, notTaken, filesUnsent, filesNotFetched, filesMissing, stuck } = standing;
  const open = [
    [unsent, '条记录没有送到'],
    [filesUnsent.count, '个文件没有送到'],
    [notTaken, '条记录没有收下'],
    [filesNotFetched.count, '个文件没有取回'],
    [filesMissing, '个文件两边都没有'],
  ] as const;
  const said = open.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  return [
    `验收项目 ${inspection}：${said.length === 0 ? '全部已核对' : said.join('，')}`,
    ...stuck.map(({ device, reason }) => `　[${reason}] ${errorText({ code: reason, detail: { device } }).happened}`),
  ];
}

/** Names come from files: nothing in them may steer the terminal. */
const lines = (texts: readonly string[]): string => texts.map((text) => `${text.replace(/\p{Cc}/gu, ' ')}\n`).join('');
