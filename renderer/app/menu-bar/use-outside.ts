import { useEffect, type RefObject } from 'react';

/** Calls back when something is pressed, or takes the focus, outside an element. */
export function useOutside(inside: RefObject<HTMLElement | null>, onOutside: () => void): void {
  useEffect(() => {
    const onEvent = ({ target }: Event) => {
      if (!(target instanceof Node) || inside.current?.contains(target) !== true) onOutside();
    };
    addEventListener('pointerdown', onEvent);
    addEventListener('focusin', onEvent);
    return () => {
      removeEventListener('pointerdown', onEvent);
      removeEventListener('focusin', onEvent);
    };
  }, [inside, onOutside]);
}
