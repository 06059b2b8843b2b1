import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { CommandItem, Menu as MenuModel, MenuItem } from '#shared/commands/menu.ts';
import { menuModel } from '#shared/commands/menu.ts';
import { INITIAL_STATE } from '#shared/commands/state.ts';
import type { CommandState } from '#shared/commands/state.ts';
import type { HostEvent } from '#shared/host/records.ts';

export interface ShellMenu {
  /** Makes the menu what the window can do now. */
  update(state: CommandState): void;
}

type Menus = Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;

/** What is chosen in the menu, as the window is told of it. */
export type Choice = Extract<HostEvent, { readonly type: 'command' }>;
type Send = (choice: Choice) => void;

/**
 * The program's own menu, from the one table of commands. What is chosen goes to the window as an event; what the engine
 * does itself (剪切, 放大, 退出) keeps its role and gets our words.
 */
export function createShellMenu(menus: Menus, send: Send): ShellMenu {
  let shown = '';
  const update = (state: CommandState): void => {
    const model = menuModel(state, 'electron');
    // A menu that is made anew closes while somebody reads it.
    if (JSON.stringify(model) === shown) return;
    shown = JSON.stringify(model);
    menus.setApplicationMenu(menus.buildFromTemplate(templateOf(model, send)));
  };
  update(INITIAL_STATE);
  return { update };
}

const templateOf = (model: readonly MenuModel[], send: Send): MenuItemConstructorOptions[] =>
  model.map(({ label, items }) => ({ label, submenu: items.flatMap((item) => entriesOf(item, send)) }));

function entriesOf(item: MenuItem, send: Send): MenuItemConstructorOptions[] {
  if (item.is === 'separator') return [{ type: 'separator' }];
  if (item.is === 'command') return item.role === null ? [commandEntry(item, send)] : roleEntries(item, item.role);
  const { label, enabled, items } = item;
  return [{ label, enabled, submenu: items.flatMap((inner) => entriesOf(inner, send)) }];
}

function commandEntry({ command, inspection, label, key, enabled, checked }: CommandItem, send: Send) {
  const entry: MenuItemConstructorOptions = {
    label,
    enabled,
    click: (item) => {
      // Electron flips the mark of what is chosen; whether it is set is the window's to say.
      if (checked !== null) item.checked = checked;
      send({ type: 'command', command, inspection });
    },
  };
  if (checked !== null) Object.assign(entry, { type: 'checkbox', checked });
  // The key is only shown: the window's own key handling knows what is being typed and composed.
  if (key !== null) Object.assign(entry, { accelerator: acceleratorOf(key), registerAccelerator: false });
  return entry;
}

function roleEntries({ label, key }: CommandItem, role: NonNullable<CommandItem['role']>) {
  const entry: MenuItemConstructorOptions = { label, role };
  if (key !== null) entry.accelerator = acceleratorOf(key);
  if (role !== 'zoomIn') return [entry];
  // Plus stands above the equals sign: without Shift it is this key that people press.
  return [entry, { label, role, accelerator: 'CommandOrControl+=', visible: false, acceleratorWorksWhenHidden: true }];
}

const acceleratorOf = (key: string): string => key.replace('Ctrl+', 'CommandOrControl+');
