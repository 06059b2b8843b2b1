import { useEffect, type RefObject } from 'react';
import { isTyping } from '#renderer/app/typing-target.ts';
import { type Box, neighbour } from './neighbour.ts';

/** Arrow keys move between cards as they lie on screen, Home and End to the ends; N goes on to what is missing. */
export function useBoardKeys(root: RefObject<HTMLDivElement | null>, onFillIn: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.toLowerCase() === 'n') {
        event.preventDefault();
        return onFillIn();
      }
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
  }, [root, onFillIn]);
}

const enter = (key: string) => (key.startsWith('Arrow') ? 0 : null);

function boxOf(card: HTMLElement): Box {
  const { left, right, top } = card.getBoundingClientRect();
  return { middle: (left + right) / 2, top };
}
