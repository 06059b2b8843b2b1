import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isEnabled, keysOf, meaningOf, type Focus } from '#shared/commands/available.ts';
import { capsOf, isBesideText, isComposing, isKey, type KeyStroke } from '#shared/commands/keys.ts';
import { sheetGroups } from '#shared/commands/sheet.ts';
import { CommandState, INITIAL_STATE, SCREENS, type Edition } from '#shared/commands/state.ts';
import { COMMAND_IDS, COMMANDS, nameOf, plainLabel, specOf } from '#shared/commands/table.ts';

const EDITIONS: readonly Edition[] = ['electron', 'browser'];

/** Everything that can be: an open inspection with something to undo, to redo and to print. */
const BUSY: CommandState = {
  ...INITIAL_STATE,
  inspection: true,
  undoable: true,
  redoable: true,
  printable: true,
};
const on = (screen: CommandState['screen'], more: Partial<CommandState> = {}): CommandState => ({
  ...BUSY,
  screen,
  ...more,
});

const stroke = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...held,
});
const CTRL = { ctrlKey: true };

const meant = (struck: KeyStroke, state: CommandState, focus: Focus = 'none', edition: Edition = 'electron') => {
  const meaning = meaningOf(struck, state, edition, focus);
  return meaning.is === 'command' ? meaning.command : meaning.is;
};

describe('the table of commands', () => {
  it('gives no two commands the same key on any screen of either edition', () => {
    for (const edition of EDITIONS)
      for (const screen of SCREENS) {
        const keys = COMMAND_IDS.filter((id) => specOf(id).screens?.includes(screen) !== false)
          .flatMap((id) => keysOf(id, edition))
          .map((key) => key.toLowerCase());
        expect(new Set(keys).size, `${edition} ${screen}: ${keys.join(' ')}`).toBe(keys.length);
      }
  });

  it('names each command once', () => {
    const names = COMMAND_IDS.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    expect(nameOf('file.new')).toBe('新建验收');
    expect(plainLabel(COMMANDS['file.open-sample'].label)).toBe('打开示例（学苑社区）');
  });

  it('offers no key in the browser edition that Chromium keeps for itself', () => {
    const keys = COMMAND_IDS.filter((id) => specOf(id).role === undefined).flatMap((id) => keysOf(id, 'browser'));
    for (const reserved of ['Ctrl+N', 'Ctrl+T', 'Ctrl+W', 'Ctrl+Q']) expect(keys).not.toContain(reserved);
    expect(keysOf('file.new', 'electron')).toEqual(['Ctrl+N']);
  });

  it('lets a state pass only through its schema', () => {
    expect(v.is(CommandState, BUSY)).toBe(true);
    expect(v.is(CommandState, { ...BUSY, screen: 'elsewhere' })).toBe(false);
    expect(v.is(CommandState, { ...BUSY, extra: 1 })).toBe(false);
    const recent = Array.from({ length: 10 }, (_, at) => ({ inspection: `inspection-${at}`, title: '社区' }));
    expect(v.is(CommandState, { ...BUSY, recent })).toBe(false);
  });
});

describe('what can be given', () => {
  it('without an inspection: only what needs none', () => {
    const possible = COMMAND_IDS.filter((id) => specOf(id).role === undefined && isEnabled(id, INITIAL_STATE));
    expect(possible).toEqual([
      'file.new',
      'file.open-sample',
      'file.open-recent',
      'file.open-package',
      'view.projects',
      'view.sync',
      'view.safety',
      'view.settings',
      'help.manual',
      'help.shortcuts',
      'help.about',
    ]);
  });

  it('after 定稿 nothing is added or waived, and the rest goes on', () => {
    const frozen = on('walk', { finalised: true });
    expect(isEnabled('tools.add-evidence', frozen)).toBe(false);
    expect(isEnabled('tools.waive', frozen)).toBe(false);
    expect(isEnabled('view.next', frozen)).toBe(true);
  });

  it('while a dialog is open: only what the engine does', () => {
    const asked = on('walk', { dialog: true });
    expect(COMMAND_IDS.filter((id) => isEnabled(id, asked))).toEqual(
      COMMAND_IDS.filter((id) => specOf(id).role !== undefined),
    );
  });
});

describe('keys', () => {
  it('are told apart by what is held with them; signs are signs however they are made', () => {
    expect(isKey(stroke('z', CTRL), 'Ctrl+Z')).toBe(true);
    expect(isKey(stroke('z', { metaKey: true }), 'Ctrl+Z')).toBe(true);
    expect(isKey(stroke('Z', { ...CTRL, shiftKey: true }), 'Ctrl+Z')).toBe(false);
    expect(isKey(stroke('Z', { ...CTRL, shiftKey: true }), 'Ctrl+Shift+Z')).toBe(true);
    expect(isKey(stroke('z', { ...CTRL, altKey: true }), 'Ctrl+Z')).toBe(false);
    expect(isKey(stroke('?', { shiftKey: true }), '?')).toBe(true);
    expect(isKey(stroke('？', { shiftKey: true }), '?')).toBe(true);
    expect(isKey(stroke('ArrowLeft'), 'Left')).toBe(true);
    expect(isKey(stroke('ArrowLeft', { shiftKey: true }), 'Left')).toBe(false);
  });

  it('become the command of the screen', () => {
    expect(meant(stroke('n'), on('walk'))).toBe('view.next-undetermined');
    expect(meant(stroke('n'), on('board'))).toBe('view.next-undetermined');
    expect(meant(stroke('N', { shiftKey: true }), on('walk'))).toBe('view.previous-undetermined');
    expect(meant(stroke('n'), on('publish'))).toBe('foreign');
    expect(meant(stroke('ArrowRight'), on('walk'))).toBe('view.next');
    expect(meant(stroke('3', { altKey: true }), on('walk'))).toBe('view.board');
    expect(meant(stroke('F1'), on('walk'))).toBe('help.manual');
    expect(meant(stroke('p', CTRL), on('publish'))).toBe('file.print');
  });

  it('held down are the command again, but for a walk that would run past what it is to show', () => {
    const held = { repeat: true };
    expect(meant(stroke('ArrowRight', held), on('walk'))).toBe('view.next');
    expect(meant(stroke('n', held), on('walk'))).toBe('idle');
    expect(meant(stroke('N', { ...held, shiftKey: true }), on('walk'))).toBe('idle');
  });

  it('of the table never do what the engine would do with them', () => {
    expect(meant(stroke('p', CTRL), on('walk'))).toBe('idle');
    expect(meant(stroke('s', CTRL), INITIAL_STATE)).toBe('idle');
    expect(meant(stroke('F1'), on('walk', { dialog: true }))).toBe('idle');
    expect(meant(stroke('n'), on('walk', { dialog: true }))).toBe('foreign');
    expect(meant(stroke('n', CTRL), on('walk'), 'none', 'browser')).toBe('foreign');
  });

  it('are letters in a text, and the control’s own on a control; Ctrl and Alt still mean commands', () => {
    for (const focus of ['text', 'control'] as const) {
      for (const key of ['n', 'x', 'p', '/', '?', 'ArrowLeft'])
        expect(meant(stroke(key), on('walk'), focus)).toBe('foreign');
      expect(meant(stroke('s', CTRL), on('walk'), focus)).toBe('file.save');
      expect(meant(stroke('1', { altKey: true }), on('walk'), focus)).toBe('view.projects');
    }
    expect(meant(stroke('z', CTRL), on('walk'), 'text')).toBe('foreign');
    expect(meant(stroke('z', CTRL), on('walk'), 'control')).toBe('edit.undo');
  });

  it('of the engine are left to it', () => {
    for (const key of ['c', 'v', 'x', 'a', '0', '-']) expect(meant(stroke(key, CTRL), on('walk'))).toBe('foreign');
    expect(meant(stroke('F11'), on('walk'))).toBe('foreign');
  });

  it('of an input method in composition are text', () => {
    expect(isComposing({ isComposing: true, keyCode: 78 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 78 })).toBe(false);
  });

  it('are told from letters by what they hold', () => {
    expect(['Ctrl+Z', 'Alt+1', 'F1', 'F11'].every(isBesideText)).toBe(true);
    expect(['N', '/', 'Left', '?'].some(isBesideText)).toBe(false);
  });
});

describe('the shortcut sheet', () => {
  it('shows every key of the edition, once', () => {
    for (const edition of EDITIONS) {
      const lines = sheetGroups(edition).flatMap(({ lines: some }) => some);
      for (const id of COMMAND_IDS) {
        const keys = keysOf(id, edition).map(capsOf);
        expect(lines.filter(({ what }) => what === nameOf(id)).map((line) => line.keys)).toEqual(
          keys.length === 0 ? [] : [keys],
        );
      }
    }
  });

  it('prints keys as they stand on the keyboard', () => {
    expect(capsOf('Ctrl+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(capsOf('Left')).toEqual(['←']);
    expect(capsOf('Ctrl+Plus')).toEqual(['Ctrl', '+']);
  });
});
