import { useEffect, type RefObject } from 'react';
import { isTyping } from '#renderer/app/typing-target.ts';

interface Actions {
  readonly goPrevious: () => void;
  readonly goNext: () => void;
  readonly goUndetermined: () => void;
  readonly waive: () => void;
  readonly pick: () => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** Keys of 逐项验收; none of them while somebody types, composes or answers a dialog. */
export function useWalkKeys({ goPrevious, goNext, goUndetermined, waive, pick, search }: Actions): void {
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      arrowleft: goPrevious,
      arrowright: goNext,
      n: goUndetermined,
      x: waive,
      p: pick,
      '/': () => search.current?.focus(),
    };
    const onKey = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const action = actions[event.key.toLowerCase()];
      if (action === undefined || modified || event.defaultPrevented || isTyping(event) || isDialogOpen()) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [goPrevious, goNext, goUndetermined, waive, pick, search]);
}

function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}
