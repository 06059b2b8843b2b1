import { fullExplanation } from '#shared/assess/explain.ts';
import type { Assessment, IndicatorResult } from '#shared/assess/types.ts';
import type { Input } from '#electron/cli/input/input.ts';

const HEAD = ['序号', '指标', '结果', '条款', '结果', '说明'];

/** The assessment for a terminal: one row per clause, columns aligned by the width that characters really take. */
export function assessmentTable(
  { facts, catalogue }: Input,
  { overall, tally, indicators, findings }: Assessment,
): string {
  const counts = Object.entries(tally).map(([verdict, count]) => `${verdict} ${count}`);
  const lines = [
    `${facts.profile.community}　《${catalogue.standard}》（${catalogue.tier}）　${catalogue.version}`,
    `结论：${overall}（${counts.join('，')}）`,
    '',
    ...columns([HEAD, ...indicators.flatMap(rowsOf)]),
  ];
  if (findings.length > 0) {
    const rows = findings.map(({ severity, indicator, clause, message, reply }) => [
      severity === 'contradiction' ? '矛盾' : '提示',
      String(indicator),
      clause,
      reply === null ? message : `${message}（已说明：${reply.reason}）`,
    ]);
    lines.push('', `数据核对发现 ${findings.length} 条`, ...columns([['级别', '序号', '条款', '内容'], ...rows]));
  }
  return `${lines.map(printable).join('\n')}\n`;
}

function rowsOf({ no, name, result, declared, waiver, override, clauses }: IndicatorResult): string[][] {
  const shown = `${result}${declared ? '（申报）' : ''}`;
  const decided = [
    ...(override === null
      ? []
      : [`人工认定${result}（${override.by}）：${override.reason}；计算结果 ${override.computed}`]),
    ...(waiver === null ? [] : [`不涉及（${waiver.by}）：${waiver.reason}`]),
  ];
  const own = decided.map((text) => ['', '', text]);
  const rows = [...own, ...clauses.map((clause) => [clause.id, clause.result, fullExplanation(clause)])];
  return rows.map((row, index) => [...(index === 0 ? [String(no), name, shown] : ['', '', '']), ...row]);
}

/** Pads every column but the last to its widest cell. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns a text takes in a terminal: East Asian wide and full-width characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

const WIDE = /[ᄀ-ᅟ⺀-〿぀-ꓽ가-힣豈-﫿︰-﹏＀-｠￠-￦]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

/** Names come from files: nothing in them may steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ');
}
