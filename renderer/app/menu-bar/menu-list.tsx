import { useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { capsOf } from '#shared/commands/keys.ts';
import type { CommandItem, MenuItem } from '#shared/commands/menu.ts';
import { mnemonicOf, plainLabel } from '#shared/commands/table.ts';
import { itemsOf, moveTo } from './menu-focus.ts';

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly onRun: (item: CommandItem) => void;
  /** On to the neighbouring menu; a submenu has none to its right, and its parent to its left. */
  readonly onSide: (by: -1 | 1) => void;
  readonly onClose: () => void;
}

/** One open menu, and within it an open submenu. */
export function MenuList({ label, items, onRun, onSide, onClose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const openSub = (of: string, at: Element | null) => {
    flushSync(() => setOpen(of));
    moveTo(itemsOf(at?.parentElement?.querySelector('[role="menu"]') ?? null), 'first');
  };
  const closeSub = () => {
    list.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    setOpen(null);
  };
  const choose = (item: MenuItem, element: Element | null) => {
    if (item.is === 'separator' || !item.enabled) return;
    if (item.is === 'submenu') openSub(item.label, element);
    else onRun(item);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const elements = itemsOf(list.current);
    const at = elements.findIndex((element) => element === document.activeElement);
    const shown = items.filter((item) => item.is !== 'separator');
    const current = shown[at];
    const letter = shown.findIndex((item) => mnemonicOf(item.label) === event.key.toLowerCase());
    const opens = current?.is === 'submenu' && current.enabled;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(elements, 1),
      ArrowUp: () => moveTo(elements, -1),
      Home: () => moveTo(elements, 'first'),
      End: () => moveTo(elements, 'last'),
      ArrowLeft: () => onSide(-1),
      ArrowRight: () => (opens ? openSub(current.label, elements[at] ?? null) : onSide(1)),
      Escape: onClose,
      Enter: () => current !== undefined && choose(current, elements[at] ?? null),
      ' ': () => current !== undefined && choose(current, elements[at] ?? null),
    };
    const lettered = shown[letter];
    const action = lettered === undefined ? keys[event.key] : () => choose(lettered, elements[letter] ?? null);
    if (event.key === 'Tab') return onClose();
    // A key struck in a menu is the menu's, whatever it means elsewhere.
    event.stopPropagation();
    event.preventDefault();
    action?.();
  };
  return (
    <ul role="menu" aria-label={label} ref={list} tabIndex={-1} onKeyDown={onKeyDown}>
      {items.map((item, at) =>
        item.is === 'separator' ? (
          // Separators have nothing else to be told by.
          <li key={`separator ${at}`} role="none">
            <hr />
          </li>
        ) : (
          <li key={item.label} role="none">
            <MenuEntry
              item={item}
              expanded={item.is === 'submenu' ? open === item.label : null}
              onChoose={(element) => choose(item, element)}
            />
            {item.is === 'submenu' && open === item.label && (
              <MenuList
                label={plainLabel(item.label)}
                items={item.items}
                onRun={onRun}
                onSide={(by) => (by === -1 ? closeSub() : undefined)}
                onClose={closeSub}
              />
            )}
          </li>
        ),
      )}
    </ul>
  );
}

interface EntryProps {
  readonly item: Exclude<MenuItem, { readonly is: 'separator' }>;
  /** Null: it opens nothing. */
  readonly expanded: boolean | null;
  readonly onChoose: (element: Element) => void;
}

function MenuEntry({ item, expanded, onChoose }: EntryProps) {
  const checked = item.is === 'command' ? item.checked : null;
  return (
    <button
      type="button"
      role={checked === null ? 'menuitem' : 'menuitemradio'}
      tabIndex={-1}
      aria-disabled={!item.enabled}
      aria-checked={checked ?? undefined}
      aria-haspopup={expanded === null ? undefined : 'menu'}
      aria-expanded={expanded ?? undefined}
      onClick={(event) => onChoose(event.currentTarget)}
      onPointerMove={(event) => {
        if (document.activeElement !== event.currentTarget) event.currentTarget.focus({ preventScroll: true });
      }}
    >
      <span className="menu-tick" aria-hidden="true">
        {checked === true ? '✓' : ''}
      </span>
      <Label label={item.label} />
      <span className="key" aria-hidden="true">
        {item.is === 'submenu' ? '▸' : item.key === null ? '' : capsOf(item.key).join('+')}
      </span>
    </button>
  );
}

/** The label with its letter underlined, as menus show what a letter chooses. */
function Label({ label }: { readonly label: string }) {
  const letter = mnemonicOf(label);
  if (letter === null || /^&\d /.test(label)) return <span>{label.replace(/^&(\d)/, '$1').replaceAll('&&', '&')}</span>;
  return (
    <span>
      {plainLabel(label)}
      <small aria-hidden="true">
        (<u>{letter.toUpperCase()}</u>)
      </small>
    </span>
  );
}
