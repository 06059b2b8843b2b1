import type { Menu, MenuItemConstructorOptions } from 'electron';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createShellMenu } from '#electron/glue/menu.ts';
import { menuModel, type MenuItem } from '#shared/commands/menu.ts';
import { INITIAL_STATE, type CommandState } from '#shared/commands/state.ts';
import { HostEvent } from '#shared/host/records.ts';
import { InspectionId } from '#shared/ids.ts';

const inspection = v.parse(InspectionId, 'inspection-1');
const OPEN: CommandState = {
  ...INITIAL_STATE,
  screen: 'walk',
  inspection: true,
  recent: [{ inspection, title: '学苑社区' }],
};

/** Electron's menus as far as they matter here: the template that was shown last, and how often. */
function openMenu() {
  const shown: MenuItemConstructorOptions[][] = [];
  const events: HostEvent[] = [];
  const fake = {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (template: MenuItemConstructorOptions[]) => void shown.push(template),
  };
  // Only these two members are used, and what the one makes only goes to the other.
  const menu = createShellMenu(fake as unknown as typeof Menu, (event) => events.push(event));
  return { menu, shown, events, items: () => flat(shown.at(-1) ?? []) };
}

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
const modelItems = (items: readonly MenuItem[]): Exclude<MenuItem, { is: 'separator' }>[] =>
  items.flatMap((item) =>
    item.is === 'separator' ? [] : item.is === 'submenu' ? [item, ...modelItems(item.items)] : [item],
  );

/** As Electron does it: a choice with a mark is flipped before the click is told. */
function choose(items: readonly MenuItemConstructorOptions[], label: string): { checked?: boolean } {
  const { click, type, checked } = items.find((item) => item.label === label) ?? {};
  const chosen = type === 'checkbox' ? { checked: checked !== true } : {};
  // Of Electron's own arguments only the item is looked at.
  (click as unknown as (item: object) => void)(chosen);
  return chosen;
}

describe('the native menu', () => {
  it('has the labels of the model in Chinese, also where the engine does the work', () => {
    const { menu, items } = openMenu();
    menu.update(OPEN);
    const model = menuModel(OPEN, 'electron');
    const wanted = model.flatMap(({ label, items: inner }) => [label, ...modelItems(inner).map((item) => item.label)]);
    const got = items().filter(({ type, visible }) => type !== 'separator' && visible !== false);
    expect(got.map(({ label }) => label)).toEqual(wanted);
    expect(got.filter(({ role }) => role !== undefined).map(({ role, label }) => `${role} ${label}`)).toEqual([
      'quit 退出(&X)',
      'cut 剪切(&T)',
      'copy 复制(&C)',
      'paste 粘贴(&P)',
      'selectAll 全选(&A)',
      'zoomIn 放大(&I)',
      'zoomOut 缩小(&O)',
      'resetZoom 实际大小(&Z)',
      'togglefullscreen 全屏(&F)',
    ]);
  });

  it('is there before the window has said anything, with what needs no inspection', () => {
    const { items } = openMenu();
    const byLabel = (label: string) => items().find((item) => item.label === label);
    expect(byLabel('新建验收(&N)…')?.enabled).toBe(true);
    expect(byLabel('总览(&3)')?.enabled).toBe(false);
    expect(byLabel('最近打开(&R)')?.enabled).toBe(false);
  });

  it('shows our keys and leaves them to the window; the engine’s keys are the engine’s', () => {
    const { items } = openMenu();
    for (const { accelerator, role, registerAccelerator, label } of items()) {
      if (accelerator === undefined) continue;
      expect(registerAccelerator, label).toBe(role === undefined ? false : undefined);
    }
    const zoom = items().filter(({ role }) => role === 'zoomIn');
    expect(zoom.map(({ accelerator }) => accelerator)).toEqual(['CommandOrControl+Plus', 'CommandOrControl+=']);
  });

  it('tells the window what was chosen, in words that the window’s schema takes', () => {
    const { menu, items, events } = openMenu();
    menu.update(OPEN);
    choose(items(), '下一个待核(&N)');
    choose(items(), '&1 学苑社区');
    expect(events).toEqual([
      { type: 'command', command: 'view.next-undetermined', inspection: null },
      { type: 'command', command: 'file.open-recent', inspection },
    ]);
    for (const event of events) expect(v.is(HostEvent, event)).toBe(true);
    expect(v.is(HostEvent, { type: 'command', command: 'format-disk', inspection: null })).toBe(false);
  });

  it('keeps the mark at the screen that is shown, though Electron flips it when that screen is chosen again', () => {
    const { menu, items } = openMenu();
    menu.update(OPEN);
    expect(choose(items(), '逐项验收(&2)')).toEqual({ checked: true });
    expect(choose(items(), '总览(&3)')).toEqual({ checked: false });
    expect(choose(items(), '下一个待核(&N)')).toEqual({});
  });

  it('is made anew only where something in it has changed', () => {
    const { menu, shown } = openMenu();
    menu.update(OPEN);
    menu.update({ ...OPEN, recent: [...OPEN.recent] });
    expect(shown).toHaveLength(2);
    menu.update({ ...OPEN, undoable: true });
    expect(shown).toHaveLength(3);
    expect(flat(shown.at(-1) ?? []).find(({ label }) => label === '撤销(&U)')?.enabled).toBe(true);
  });
});
