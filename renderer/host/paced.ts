/** Between two things told, in milliseconds: quicker than the eye, slower than a screen is drawn. */
const PACE_MS = 80;

/**
 * Calls at once and then, while it is asked to again, at most so often. It keeps what comes in bursts from being drawn piece by piece: each telling of a store is drawn at once, a hundred times in
 * one turn of the event loop, where the eye sees the last. Where something within what is drawn sets a state after each
 * drawing, as the portal of a dialog does, so many are also more than React takes for anything but an endless loop.
 */
export function paced(listener: () => void, pace: number = PACE_MS): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWaiting = false;
  const next = (): void => {
    timer = undefined;
    if (!isWaiting) return;
    isWaiting = false;
    timer = setTimeout(next, pace);
    listener();
  };
  return () => {
    isWaiting = true;
    if (timer === undefined) next();
  };
}
