import { useEffect, type RefObject } from 'react';
import { focusOf } from '#renderer/parts/commands/focus.ts';
import { isComposing } from '#shared/commands/keys.ts';
import { type Box, neighbour } from './neighbour.ts';

/** Arrow keys move between cards as they lie on screen, Home and End to the ends. */
export function useBoardKeys(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || focusOf(event.target) !== 'none') return;
      const cards = [...(root.current?.querySelectorAll<HTMLElement>('[data-indicator]') ?? [])];
      const at = cards.findIndex((card) => card === document.activeElement);
      // From elsewhere on the page an arrow key enters the board, unless another control has the focus.
      if (at < 0 && document.activeElement !== document.body) return;
      const to = at < 0 ? enter(event.key) : neighbour(cards.map(boxOf), at, event.key);
      if (to === null) return;
      event.preventDefault();
      cards[to]?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [root]);
}

const enter = (key: string) => (key.startsWith('Arrow') ? 0 : null);

function boxOf(card: HTMLElement): Box {
  const { left, right, top } = card.getBoundingClientRect();
  return { middle: (left + right) / 2, top };
}
