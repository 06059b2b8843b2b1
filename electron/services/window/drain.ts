/** What came of asking the windows to save everything that is in them. */
export type Drained =
  | { readonly is: 'drained' }
  /** So many changes could not be saved; the window keeps them as drafts. */
  | { readonly is: 'unsaved'; readonly count: number }
  /** No answer in time: a window hangs, or there is none. */
  | { readonly is: 'silent' };

export interface Drains {
  /** Asks `windows` windows and waits for all of them, at most `limitMs`, and no longer than one is there: `left` says so. */
  ask(windows: number, limitMs: number, left?: Promise<void>): Promise<Drained>;
  /** A window's answer; one that nobody waits for any more is dropped. */
  answer(drain: string, unsaved: number): void;
}

/** Asks windows through `send`, by an id that each answer repeats. */
export function createDrains(newId: () => string, send: (drain: string) => void): Drains {
  const waiting = new Map<string, (unsaved: number) => void>();
  return {
    ask: (windows, limitMs, left) => {
      if (windows === 0) return Promise.resolve({ is: 'drained' });
      const id = newId();
      return new Promise<Drained>((resolve) => {
        let [due, unsaved] = [windows, 0];
        const giveUp = () => {
          clearTimeout(timer);
          resolve({ is: 'silent' });
        };
        const timer = setTimeout(giveUp, limitMs);
        void left?.then(giveUp);
        waiting.set(id, (more) => {
          due -= 1;
          unsaved += more;
          if (due > 0) return;
          clearTimeout(timer);
          resolve(unsaved === 0 ? { is: 'drained' } : { is: 'unsaved', count: unsaved });
        });
        send(id);
      }).finally(() => waiting.delete(id));
    },
    answer: (drain, unsaved) => waiting.get(drain)?.(unsaved),
  };
}
