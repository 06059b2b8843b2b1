/**
 * Asks for a name, of which only one window can be the owner: `whenOurs` is called once it is ours, at once where nobody
 * else has it, else when every window that asked before has given it back or is gone, however long that takes. Answers
 * how it is given back, or no longer asked for.
 */
export type Claim = (name: string, whenOurs: () => void) => () => void;

/**
 * By the browser's own locks, which end with the window however it ends. Where the browser has none everything is ours:
 * better to take something up twice than never.
 */
export const claimByLock: Claim = (name, whenOurs) => {
  const asked = new AbortController();
  let giveBack: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (giveBack = resolve));
  const own = (): Promise<void> => {
    if (!asked.signal.aborted) whenOurs();
    return held;
  };
  void navigator.locks.request(name, { signal: asked.signal }, own).catch(() => {
    if (!asked.signal.aborted) whenOurs();
  });
  return () => {
    asked.abort();
    giveBack();
  };
};
