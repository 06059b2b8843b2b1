import type { CommandState, Screen } from './state.ts';

/** What the browser engine does by itself; the words are those of Electron's menu roles. */
export type EngineRole =
  'cut' | 'copy' | 'paste' | 'selectAll' | 'zoomIn' | 'zoomOut' | 'resetZoom' | 'togglefullscreen' | 'quit';

export interface CommandSpec {
  /** With its mnemonic, as native menus want it: 撤销(&U). */
  readonly label: string;
  /** The first is the one that is shown. */
  readonly keys?: readonly string[];
  /** Chromium keeps these keys for itself in a tab, so the browser edition cannot offer them. */
  readonly reserved?: true;
  /** Only on these screens; absent: everywhere. */
  readonly screens?: readonly Screen[];
  readonly enabled?: (state: CommandState) => boolean;
  /** Whether it is what the window shows now. */
  readonly checked?: (state: CommandState) => boolean;
  /** Done by the engine, keys included: never by a handler of ours. */
  readonly role?: EngineRole;
  /** Held down, its key gives it once. */
  readonly once?: true;
  /** In a text field the key means the field's own. */
  readonly textFirst?: true;
}

const isOpen = (state: CommandState): boolean => state.inspection;
const isWritable = (state: CommandState): boolean => state.inspection && !state.finalised;
const WALK: readonly Screen[] = ['walk'];

/** Showing a screen; those about an inspection need one that is open. */
function show(screen: Screen, label: string, keys: readonly string[], enabled?: CommandSpec['enabled']): CommandSpec {
  const checked = (state: CommandState): boolean => state.screen === screen;
  return enabled === undefined ? { label, keys, checked } : { label, keys, checked, enabled };
}

/**
 * Every command of the product: its name, its keys, when it can be given. The native menu, the menu bar in the window, the
 * key handling, the shortcut sheet and the manual are made from this table.
 */
export const COMMANDS = {
  'file.new': { label: '新建验收(&N)…', keys: ['Ctrl+N'], reserved: true },
  'file.open-sample': { label: '打开示例（学苑社区）(&D)' },
  'file.open-recent': { label: '最近打开(&R)' },
  'file.clear-recent': { label: '清除列表(&C)', enabled: (state) => state.recent.length > 0 },
  'file.open-package': { label: '打开数据包(&K)…' },
  'file.export-package': { label: '导出数据包(&E)…', enabled: isOpen },
  'file.save': { label: '立即保存(&S)', keys: ['Ctrl+S'], enabled: isOpen },
  'file.profile': { label: '项目资料(&I)…', enabled: isOpen },
  'file.print': {
    label: '打印公示(&P)…',
    keys: ['Ctrl+P'],
    screens: ['publish'],
    enabled: (state) => state.printable,
  },
  'file.close': { label: '关闭验收项目(&W)', keys: ['Ctrl+W'], reserved: true, enabled: isOpen },
  'app.quit': { label: '退出(&X)', keys: ['Ctrl+Q'], reserved: true, role: 'quit' },

  'edit.undo': { label: '撤销(&U)', keys: ['Ctrl+Z'], textFirst: true, enabled: (state) => state.undoable },
  'edit.redo': {
    label: '重做(&R)',
    keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    textFirst: true,
    enabled: (state) => state.redoable,
  },
  'edit.cut': { label: '剪切(&T)', keys: ['Ctrl+X'], role: 'cut' },
  'edit.copy': { label: '复制(&C)', keys: ['Ctrl+C'], role: 'copy' },
  'edit.paste': { label: '粘贴(&P)', keys: ['Ctrl+V'], role: 'paste' },
  'edit.select-all': { label: '全选(&A)', keys: ['Ctrl+A'], role: 'selectAll' },
  'edit.find': { label: '查找指标(&F)', keys: ['/', 'Ctrl+F'], screens: WALK, enabled: isOpen },

  'view.projects': show('projects', '验收项目(&1)', ['Alt+1', 'Ctrl+O']),
  'view.walk': show('walk', '逐项验收(&2)', ['Alt+2'], isOpen),
  'view.board': show('board', '总览(&3)', ['Alt+3'], isOpen),
  'view.publish': show('publish', '公示(&4)', ['Alt+4'], isOpen),
  'view.sync': show('sync', '同步(&7)', ['Alt+7']),
  'view.safety': show('safety', '备份与恢复(&6)', ['Alt+6']),
  'view.settings': show('settings', '设置(&5)', ['Alt+5', 'Ctrl+,']),
  'view.previous': { label: '上一项(&V)', keys: ['Left'], screens: WALK, enabled: isOpen },
  'view.next': { label: '下一项(&X)', keys: ['Right'], screens: WALK, enabled: isOpen },
  'view.next-undetermined': {
    label: '下一个待核(&N)',
    keys: ['N'],
    screens: ['walk', 'board'],
    enabled: isOpen,
    once: true,
  },
  'view.previous-undetermined': {
    label: '上一个待核(&B)',
    keys: ['Shift+N'],
    screens: WALK,
    enabled: isOpen,
    once: true,
  },
  'view.zoom-in': { label: '放大(&I)', keys: ['Ctrl+Plus'], role: 'zoomIn' },
  'view.zoom-out': { label: '缩小(&O)', keys: ['Ctrl+-'], role: 'zoomOut' },
  'view.zoom-reset': { label: '实际大小(&Z)', keys: ['Ctrl+0'], role: 'resetZoom' },
  'view.full-screen': { label: '全屏(&F)', keys: ['F11'], role: 'togglefullscreen' },

  'tools.add-evidence': { label: '添加佐证(&P)…', keys: ['P'], screens: WALK, enabled: isWritable },
  'tools.waive': { label: '不涉及(&X)…', keys: ['X'], screens: WALK, enabled: isWritable },

  'help.manual': { label: '使用手册(&M)', keys: ['F1'] },
  'help.shortcuts': { label: '快捷键(&K)', keys: ['?'] },
  'help.about': { label: '关于(&A)' },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandId = keyof typeof COMMANDS;

// Object.keys forgets the names that the table's type knows.
export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

/** A command's row, with the optional members that its literal type hides. */
export function specOf(command: CommandId): CommandSpec {
  return COMMANDS[command];
}

/** A command's name without mnemonic and without the dots that announce a dialog: 新建验收. */
export function nameOf(command: CommandId): string {
  return plainLabel(COMMANDS[command].label).replace(/…$/, '');
}

/** A label as it reads: 新建验收(&N)… becomes 新建验收…. */
export function plainLabel(label: string): string {
  return label.replace(/\(&.\)/, '').replaceAll('&&', '&');
}

/** The letter that chooses an item in an open menu, in lower case; null: it has none. */
export function mnemonicOf(label: string): string | null {
  return /(?:^|[^&])&([^&])/.exec(label)?.[1]?.toLowerCase() ?? null;
}
