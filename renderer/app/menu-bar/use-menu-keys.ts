import { useEffect, type RefObject } from 'react';
import { isComposing } from '#shared/commands/keys.ts';
import type { Menu } from '#shared/commands/menu.ts';
import { mnemonicOf } from '#shared/commands/table.ts';
import { isDialogOpen } from '#renderer/parts/commands/focus.ts';

interface MenuKeys {
  readonly bar: RefObject<HTMLElement | null>;
  readonly menus: readonly Menu[];
  readonly enter: () => void;
  /** Opens a menu, with the focus on its first item. */
  readonly open: (at: number) => void;
  readonly leave: () => void;
}

/** The ways into the menu bar: F10, Alt struck alone, Alt with a menu's letter. A second F10 or Alt leads out again. */
export function useMenuKeys({ bar, menus, enter, open, leave }: MenuKeys): void {
  const letters = menus.map(({ label }) => mnemonicOf(label)).join('');
  useEffect(() => {
    // Alt is held with other keys far more often than it is meant by itself.
    let alone = false;
    const toggle = () => (bar.current?.contains(document.activeElement) === true ? leave() : enter());
    const onDown = (event: KeyboardEvent) => {
      const { key, altKey, ctrlKey, metaKey, shiftKey, repeat } = event;
      alone = key === 'Alt' && !ctrlKey && !metaKey && !shiftKey && (alone || !repeat);
      if (isComposing(event) || event.defaultPrevented || isDialogOpen()) return;
      const at = altKey && !ctrlKey && key.length === 1 ? letters.indexOf(key.toLowerCase()) : -1;
      if (at < 0 && (key !== 'F10' || altKey || ctrlKey || shiftKey)) return;
      event.preventDefault();
      if (at < 0) toggle();
      else open(at);
    };
    const onUp = (event: KeyboardEvent) => {
      if (event.key !== 'Alt' || !alone || isDialogOpen()) return;
      alone = false;
      event.preventDefault();
      toggle();
    };
    const forget = () => {
      alone = false;
    };
    addEventListener('keydown', onDown);
    addEventListener('keyup', onUp);
    addEventListener('blur', forget);
    addEventListener('pointerdown', forget);
    return () => {
      removeEventListener('keydown', onDown);
      removeEventListener('keyup', onUp);
      removeEventListener('blur', forget);
      removeEventListener('pointerdown', forget);
    };
  }, [bar, letters, enter, open, leave]);
}
