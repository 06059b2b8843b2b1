import { keysOf } from './available.ts';
import { capsOf } from './keys.ts';
import type { Edition } from './state.ts';
import { COMMAND_IDS, nameOf, specOf } from './table.ts';

/** A line of the shortcut sheet: alternatives, each a row of key caps, and what they do. */
export interface SheetLine {
  readonly keys: readonly (readonly string[])[];
  readonly what: string;
}
export interface SheetGroup {
  readonly title: string;
  readonly lines: readonly SheetLine[];
}

/** Keys that belong to single controls, which handle them themselves. */
const CONTROLS: readonly SheetGroup[] = [
  {
    title: '填报',
    lines: [
      { keys: [['↑'], ['↓']], what: '数量加一 / 减一；按住连续加减' },
      { keys: [['Enter']], what: '填好数字，到下一个没填的地方' },
      { keys: [['空格']], what: '勾选框：未答 → 有 → 无' },
      { keys: [['1'], ['0']], what: '勾选框：有 / 无' },
      { keys: [['Delete']], what: '勾选框：恢复未答' },
      { keys: [['Y'], ['0']], what: '是 / 否；用 Tab 来到时 N 也是否' },
      { keys: [['↑'], ['↓']], what: '是 / 否 / 未答：换一个' },
      { keys: [['Esc']], what: '离开输入框' },
    ],
  },
  {
    title: '总览',
    lines: [
      { keys: [['↑'], ['↓'], ['←'], ['→']], what: '在指标卡片间移动' },
      { keys: [['Enter']], what: '打开所在的指标' },
    ],
  },
  {
    title: '菜单',
    lines: [{ keys: [['F10'], ['Alt']], what: '进入菜单栏；Esc 离开' }],
  },
];

/** All shortcuts: first those of a screen, then those of its controls, then those that hold everywhere. */
export function sheetGroups(edition: Edition): readonly SheetGroup[] {
  const lines = COMMAND_IDS.map((command) => ({
    ownScreen: specOf(command).screens !== undefined,
    what: nameOf(command),
    keys: keysOf(command, edition).map(capsOf),
  })).filter(({ keys }) => keys.length > 0);
  const pick = (ownScreen: boolean): readonly SheetLine[] => lines.filter((line) => line.ownScreen === ownScreen);
  return [{ title: '验收', lines: pick(true) }, ...CONTROLS, { title: '通用', lines: pick(false) }];
}
