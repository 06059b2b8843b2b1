import { foldName } from '#shared/reading/fold-name.ts';
import { foldText } from '#shared/reading/fold-text.ts';
import { firstClause, writtenCheck } from './context.ts';

const NAME =
  /(?:^|[\s，。；：、,;:（(“"]|位于|以及|在)([\p{Script=Han}A-Za-z0-9·]{2,10}?)(小区|佳苑|嘉苑|雅苑|花苑|花园|家园|嘉园|新村|公馆|华府)/gu;
/** Words that no name of a 小区 holds: what precedes 小区 is then talk of 小区 in general. */
const GENERAL =
  /社区|封闭|所有|每个|全部|各|老旧|安置|住宅|周边|范围|覆盖|实现|系统|本|该|部分|其他|多个|个$|智慧|居民|街道|为|有|的|内/u;

/** 小区 that a 完成情况 names and the list does not hold. */
export const estatesNamed = writtenCheck((indicator, { text }, facts) => {
  const listed = facts.estates.map((estate) => foldName(bare(foldText(estate.name).text)));
  const names = [...text.matchAll(NAME)]
    .filter(([, stem = '']) => !GENERAL.test(stem))
    .map(([, stem = '', ending = '']) => (ending === '小区' ? stem : `${stem}${ending}`))
    .filter((name) => !listed.some((known) => isPartOf(foldName(name), known)));
  return [...new Map(names.map((name) => [foldName(name), name])).values()].map((name) => ({
    indicator: indicator.result.no,
    clause: firstClause(indicator),
    kind: 'estate-not-listed' as const,
    severity: 'contradiction' as const,
    subject: name,
    message: `完成情况写到“${name}”，小区名单中没有`,
  }));
});

/** One may be the short form of the other. */
function isPartOf(a: string, b: string): boolean {
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a));
}

function bare(name: string): string {
  return name.replace(/小区$/, '');
}
