/** Called again and again until the returned function is; a timer, or a hand in tests. */
export type Every = (task: () => void) => () => void;

/** A timer that strikes every so many milliseconds. */
export const everyMs =
  (ms: number): Every =>
  (task) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  };
