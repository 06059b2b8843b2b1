/** Between two things told, in milliseconds: quicker than the eye, slower than a screen is drawn. */
const PACE_MS = 80;

/** Tells the first at once and then, at most so often, the latest; `end` drops what waits. */
export interface Paced<T> {
  readonly tell: (value: T) => void;
  readonly end: () => void;
}

/**
 * Keeps what comes in bursts from being drawn piece by piece: each telling of a store is drawn at once, a hundred times in
 * one turn of the event loop, where the eye sees the last. Where something within what is drawn sets a state after each
 * drawing, as the portal of a dialog does, so many are also more than React takes for anything but an endless loop.
 */
export function paced<T>(listener: (value: T) => void, pace: number = PACE_MS): Paced<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { readonly value: T } | null = null;
  const next = (): void => {
    timer = undefined;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(next, pace);
    listener(value);
  };
  return {
    tell: (value) => {
      waiting = { value };
      if (timer === undefined) next();
    },
    end: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = null;
    },
  };
}
