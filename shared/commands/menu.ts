import type { InspectionId } from '../ids.ts';
import { isEnabled, keysOf } from './available.ts';
import type { CommandState, Edition } from './state.ts';
import type { CommandId, EngineRole } from './table.ts';
import { COMMANDS, specOf } from './table.ts';

export type MenuItem =
  | { readonly is: 'separator' }
  | { readonly is: 'submenu'; readonly label: string; readonly enabled: boolean; readonly items: readonly MenuItem[] }
  | CommandItem;

export interface CommandItem {
  readonly is: 'command';
  readonly command: CommandId;
  /** Which inspection it is about, for the recent ones. */
  readonly inspection: InspectionId | null;
  readonly label: string;
  readonly key: string | null;
  readonly role: EngineRole | null;
  readonly enabled: boolean;
  /** Null: not a choice among several. */
  readonly checked: boolean | null;
}

export interface Menu {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

type Line = CommandId | '-' | 'recent';

const MENUS: readonly { readonly label: string; readonly lines: readonly Line[] }[] = [
  {
    label: '文件(&F)',
    lines: [
      'file.new',
      'view.projects',
      'file.open-sample',
      'recent',
      '-',
      'file.open-package',
      'file.export-package',
      '-',
      'file.save',
      'file.profile',
      'file.print',
      '-',
      'file.close',
      'app.quit',
    ],
  },
  {
    label: '编辑(&E)',
    lines: ['edit.undo', 'edit.redo', '-', 'edit.cut', 'edit.copy', 'edit.paste', 'edit.select-all', '-', 'edit.find'],
  },
  {
    label: '查看(&V)',
    lines: [
      'view.projects',
      'view.walk',
      'view.board',
      'view.publish',
      'view.settings',
      'view.safety',
      'view.sync',
      '-',
      'view.previous',
      'view.next',
      'view.next-undetermined',
      'view.previous-undetermined',
      '-',
      'view.zoom-in',
      'view.zoom-out',
      'view.zoom-reset',
      'view.full-screen',
    ],
  },
  { label: '工具(&T)', lines: ['tools.add-evidence', 'tools.waive', '-', 'view.sync', 'view.safety', 'view.settings'] },
  { label: '帮助(&H)', lines: ['help.manual', 'help.shortcuts', '-', 'help.about'] },
];

/** The menus as they stand in a state. Without Electron there is nobody to do what the engine's roles ask for. */
export function menuModel(state: CommandState, edition: Edition): readonly Menu[] {
  return MENUS.map(({ label, lines }) => {
    const there = lines.filter((line) => edition === 'electron' || !isRole(line));
    return { label, items: tidy(there).map((line) => itemOf(line, state, edition)) };
  });
}

const isRole = (line: Line): boolean => line !== '-' && line !== 'recent' && specOf(line).role !== undefined;

/** No separator first, last or behind another. */
function tidy(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line, at) => line !== '-' || (at > 0 && at < lines.length - 1 && lines[at - 1] !== '-'));
}

function itemOf(line: Line, state: CommandState, edition: Edition): MenuItem {
  if (line === '-') return { is: 'separator' };
  return line === 'recent' ? recentMenu(state, edition) : commandItem(line, state, edition);
}

function commandItem(command: CommandId, state: CommandState, edition: Edition): CommandItem {
  const { label, role, checked } = specOf(command);
  return {
    is: 'command',
    command,
    inspection: null,
    label,
    key: keysOf(command, edition)[0] ?? null,
    role: role ?? null,
    enabled: isEnabled(command, state),
    checked: checked?.(state) ?? null,
  };
}

function recentMenu(state: CommandState, edition: Edition): MenuItem {
  const opened = state.recent.map(({ inspection, title }, at) => ({
    ...commandItem('file.open-recent', state, edition),
    inspection,
    label: `&${at + 1} ${title.replaceAll('&', '&&')}`,
  }));
  return {
    is: 'submenu',
    label: COMMANDS['file.open-recent'].label,
    enabled: opened.length > 0 && !state.dialog,
    items: [...opened, { is: 'separator' }, commandItem('file.clear-recent', state, edition)],
  };
}
