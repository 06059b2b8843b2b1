import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { menuModel, type CommandItem } from '#shared/commands/menu.ts';
import { mnemonicOf, plainLabel } from '#shared/commands/table.ts';
import { useCommandState } from '#renderer/app/commands/command-state.ts';
import { useCommandRegistry } from '#renderer/parts/commands/registry.ts';
import { shellText } from '#renderer/text/shell-text.ts';
import { itemsOf, moveTo } from './menu-focus.ts';
import { MenuList } from './menu-list.tsx';
import { useMenuKeys } from './use-menu-keys.ts';
import { useOutside } from './use-outside.ts';
import './menu-bar.css';

/** The menus within the window, where no shell draws them around it: an ARIA menubar, Alt or F10 leads to it. */
export function MenuBar() {
  const menus = menuModel(useCommandState(), 'browser');
  const registry = useCommandRegistry();
  const bar = useRef<HTMLDivElement>(null);
  /** What had the focus before: it gets it back, and commands about a text field mean that one. */
  const before = useRef<HTMLElement | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [entry, setEntry] = useState(0);

  const enter = useCallback((at: number, opened: boolean) => {
    const { activeElement } = document;
    if (bar.current?.contains(activeElement) !== true)
      before.current = activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null;
    // What is opened must be there to take the focus.
    flushSync(() => {
      setEntry(at);
      setOpen(opened ? at : null);
    });
    topsOf(bar.current)[at]?.focus();
  }, []);
  const leave = useCallback(() => {
    setOpen(null);
    if (before.current?.isConnected === true) before.current.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }, []);
  const close = useCallback(() => setOpen(null), []);
  useOutside(bar, close);

  const step = (by: number) => enter((entry + by + menus.length) % menus.length, open !== null);
  const openWith = useCallback(
    (at: number, where: 'first' | 'last') => {
      enter(at, true);
      moveTo(itemsOf(bar.current?.querySelector('[role="menu"]') ?? null), where);
    },
    [enter],
  );
  const enterFirst = useCallback(() => enter(0, false), [enter]);
  const openAt = useCallback((at: number) => openWith(at, 'first'), [openWith]);
  useMenuKeys({ bar, menus, enter: enterFirst, open: openAt, leave });
  const run = ({ command, inspection }: CommandItem) => {
    leave();
    registry.getState()[command]?.(inspection);
  };
  const onTopKey = (event: KeyboardEvent, at: number) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const letter = menus.findIndex(({ label }) => mnemonicOf(label) === event.key.toLowerCase());
    const action = letter >= 0 ? () => openWith(letter, 'first') : TOP_KEYS[event.key]?.({ at, step, openWith, leave });
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  return (
    <div className="menubar" role="menubar" aria-label={shellText.menu} ref={bar} tabIndex={-1}>
      {menus.map(({ label, items }, at) => (
        <div key={label} className="menu" role="none">
          <button
            type="button"
            role="menuitem"
            aria-haspopup="menu"
            aria-expanded={open === at}
            aria-keyshortcuts={`Alt+${mnemonicOf(label)?.toUpperCase() ?? ''}`}
            tabIndex={at === entry ? 0 : -1}
            onKeyDown={(event) => onTopKey(event, at)}
            onPointerDown={(event) => {
              // The press itself must not take the focus before it is known who had it.
              event.preventDefault();
              if (open === at) leave();
              else enter(at, true);
            }}
            onPointerEnter={() => {
              if (open !== null && open !== at) enter(at, true);
            }}
          >
            {plainLabel(label)}
          </button>
          {open === at && (
            <MenuList
              label={plainLabel(label)}
              items={items}
              onRun={run}
              onSide={(by) => openWith((at + by + menus.length) % menus.length, 'first')}
              onClose={() => enter(at, false)}
            />
          )}
        </div>
      ))}
    </div>
  );
}

interface TopMoves {
  readonly at: number;
  readonly step: (by: number) => void;
  readonly openWith: (at: number, where: 'first' | 'last') => void;
  readonly leave: () => void;
}

const TOP_KEYS: Readonly<Record<string, (moves: TopMoves) => () => void>> = {
  ArrowLeft: (moves) => () => moves.step(-1),
  ArrowRight: (moves) => () => moves.step(1),
  ArrowDown: (moves) => () => moves.openWith(moves.at, 'first'),
  Enter: (moves) => () => moves.openWith(moves.at, 'first'),
  ' ': (moves) => () => moves.openWith(moves.at, 'first'),
  ArrowUp: (moves) => () => moves.openWith(moves.at, 'last'),
  Escape: (moves) => moves.leave,
};

const topsOf = (bar: HTMLElement | null): readonly HTMLElement[] => [
  ...(bar?.querySelectorAll<HTMLElement>(':scope > .menu > button') ?? []),
];
