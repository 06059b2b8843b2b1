import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { menuModel, type Menu, type MenuItem } from '#shared/commands/menu.ts';
import { INITIAL_STATE, type CommandState, type Edition } from '#shared/commands/state.ts';
import { COMMAND_IDS, mnemonicOf, plainLabel } from '#shared/commands/table.ts';
import { InspectionId } from '#shared/ids.ts';

const recent = ['学苑社区', '松林 & 竹园'].map((title, at) => ({
  inspection: v.parse(InspectionId, `inspection-${at}`),
  title,
}));
const STATE: CommandState = { ...INITIAL_STATE, screen: 'walk', inspection: true, undoable: true, recent };

const written = (item: MenuItem): string => {
  if (item.is === 'separator') return '—';
  if (item.is === 'submenu') return `${plainLabel(item.label)} ▸`;
  return [plainLabel(item.label), item.key ?? '', item.enabled ? '' : '×', item.checked === true ? '●' : '']
    .filter((part) => part !== '')
    .join(' ');
};
const asText = (menus: readonly Menu[]) =>
  Object.fromEntries(menus.map(({ label, items }) => [plainLabel(label), items.map(written)]));

describe('the menus', () => {
  it('of the Electron edition, on an indicator', () => {
    expect(asText(menuModel(STATE, 'electron'))).toEqual({
      文件: [
        '新建验收… Ctrl+N',
        '验收项目 Alt+1',
        '打开示例（学苑社区）',
        '最近打开 ▸',
        '—',
        '打开数据包…',
        '导出数据包…',
        '—',
        '立即保存 Ctrl+S',
        '项目资料…',
        '打印公示… Ctrl+P ×',
        '—',
        '关闭验收项目 Ctrl+W',
        '退出 Ctrl+Q',
      ],
      编辑: [
        '撤销 Ctrl+Z',
        '重做 Ctrl+Y ×',
        '—',
        '剪切 Ctrl+X',
        '复制 Ctrl+C',
        '粘贴 Ctrl+V',
        '全选 Ctrl+A',
        '—',
        '查找指标 /',
      ],
      查看: [
        '验收项目 Alt+1',
        '逐项验收 Alt+2 ●',
        '总览 Alt+3',
        '公示 Alt+4',
        '设置 Alt+5',
        '备份与恢复 Alt+6',
        '同步 Alt+7',
        '—',
        '上一项 Left',
        '下一项 Right',
        '下一个待核 N',
        '上一个待核 Shift+N',
        '—',
        '放大 Ctrl+Plus',
        '缩小 Ctrl+-',
        '实际大小 Ctrl+0',
        '全屏 F11',
      ],
      工具: ['添加佐证… P', '不涉及… X', '—', '同步 Alt+7', '备份与恢复 Alt+6', '设置 Alt+5'],
      帮助: ['使用手册 F1', '快捷键 ?', '—', '关于'],
    });
  });

  it('of the browser edition leave out what only Electron can do', () => {
    const menus = asText(menuModel(STATE, 'browser'));
    expect(menus['文件']?.at(-1)).toBe('关闭验收项目');
    expect(menus['编辑']).toEqual(['撤销 Ctrl+Z', '重做 Ctrl+Y ×', '—', '查找指标 /']);
    expect(menus['查看']?.at(-1)).toBe('上一个待核 Shift+N');
  });

  it('carry the recent inspections by number, signs and all', () => {
    const file = menuModel(STATE, 'browser')[0]?.items ?? [];
    const submenu = file.find((item) => item.is === 'submenu');
    expect(submenu).toMatchObject({
      enabled: true,
      items: [
        { command: 'file.open-recent', inspection: 'inspection-0', label: '&1 学苑社区' },
        { command: 'file.open-recent', inspection: 'inspection-1', label: '&2 松林 && 竹园' },
        { is: 'separator' },
        { command: 'file.clear-recent', enabled: true },
      ],
    });
    const none = menuModel({ ...STATE, recent: [] }, 'browser')[0]?.items ?? [];
    expect(none.find((item) => item.is === 'submenu')).toMatchObject({ enabled: false });
  });

  const labelled = (items: readonly MenuItem[]): string[] =>
    items.flatMap((item) => (item.is === 'separator' ? [] : [item.label]));

  it.each(['electron', 'browser'] as const satisfies readonly Edition[])('of %s: one letter, one item', (edition) => {
    const menus = menuModel(STATE, edition);
    for (const labels of [menus.map(({ label }) => label), ...menus.map(({ items }) => labelled(items))]) {
      const letters = labels.map(mnemonicOf);
      expect(letters, labels.join(' ')).not.toContain(null);
      expect(new Set(letters).size, labels.join(' ')).toBe(letters.length);
    }
  });

  it('hold every command', () => {
    const all = (items: readonly MenuItem[]): string[] =>
      items.flatMap((item) => (item.is === 'command' ? [item.command] : item.is === 'submenu' ? all(item.items) : []));
    const shown = new Set(menuModel(STATE, 'electron').flatMap(({ items }) => all(items)));
    expect(COMMAND_IDS.filter((id) => !shown.has(id))).toEqual([]);
  });
});
