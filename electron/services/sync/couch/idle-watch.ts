/** So much must move within the limit: a byte now and then is no progress. */
const ENOUGH = 1024;

/** Notices that nothing moves any more. Only what is waited for counts: a pause of whoever takes the bytes is no silence. */
export interface IdleWatch {
  /** The other side is to do something from now on. */
  wait(): void;
  /** It did: so many bytes went or came. */
  moved(bytes: number): void;
  /** Nothing is waited for. */
  rest(): void;
}

/** Calls `onSilence` when `limitMs` were waited for less than a kilobyte. */
export function watchIdle(limitMs: number, onSilence: () => void): IdleWatch {
  let timer: NodeJS.Timeout | null = null;
  let [left, moved, since] = [limitMs, 0, 0];
  const rest = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    left -= performance.now() - since;
  };
  return {
    wait: () => {
      rest();
      since = performance.now();
      timer = setTimeout(onSilence, Math.max(0, left));
    },
    moved: (bytes) => {
      rest();
      moved += bytes;
      if (moved < ENOUGH) return;
      [left, moved] = [limitMs, 0];
    },
    rest,
  };
}
