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
      if (at < 0) {
        if (!event.key.startsWith('Arrow') || !mayEnter(document.activeElement)) return;
        event.preventDefault();
        // The one that Tab would lead to: where one was before, else the first.
        return (cards.find(({ tabIndex }) => tabIndex === 0) ?? cards[0])?.focus();
      }
      const to = neighbour(cards.map(boxOf), at, event.key);
      if (to === null) return;
      event.preventDefault();
      cards[to]?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [root]);
}

/** From the page itself and from the filters an arrow key enters the board; any other control keeps its keys. */
const mayEnter = (focused: Element | null): boolean =>
  focused === null || focused === document.body || focused.closest('.chips, .overall') !== null;

function boxOf(card: HTMLElement): Box {
  const { left, right, top } = card.getBoundingClientRect();
  return { middle: (left + right) / 2, top };
}
