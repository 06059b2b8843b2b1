import { useEffect } from 'react';

interface Keys {
  readonly previous: string | null;
  readonly next: string | null;
  readonly onShow: (id: string) => void;
  readonly onTurn: () => void;
  readonly onHold: () => void;
  /** Null: nothing can be taken out now. */
  readonly onRemove: (() => void) | null;
}

/** ← → for the one before and behind, R turns, C holds it beside the others, Delete asks for a reason to take it out. */
export function useViewerKeys({ previous, next, onShow, onTurn, onHold, onRemove }: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, isComposing, altKey, ctrlKey, metaKey, key } = event;
      if (isComposing || altKey || ctrlKey || metaKey || !isOurs(target)) return;
      if (key === 'ArrowLeft' && previous !== null) onShow(previous);
      if (key === 'ArrowRight' && next !== null) onShow(next);
      if (event.repeat) return;
      if (/^r$/i.test(key)) onTurn();
      if (/^c$/i.test(key)) onHold();
      if (key === 'Delete') onRemove?.();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** Text takes its own keys, and so does what is asked over the viewer. */
function isOurs(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('textarea, .ant-select') !== null) return false;
  const dialog = target.closest('[role="dialog"]');
  return dialog === null ? target === document.body : dialog.matches('.viewer');
}
