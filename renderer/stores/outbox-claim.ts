/** Keeps a name for this window until it is closed; false: another window has it. */
export type Claim = (name: string) => Promise<{ readonly mine: boolean; readonly release: () => void }>;

/** A window that is being reloaded gives its names free a moment after the new page has begun. */
const PATIENCE_MS = 400;

/**
 * By the browser's own locks, which end with the window however it ends. Where the browser has none everything is ours:
 * better to take something up twice than never.
 */
export const claimByLock: Claim = async (name) => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const mine = await new Promise<boolean>((resolve) => {
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        resolve(true);
        return held;
      })
      .catch((thrown: unknown) => resolve(!isTimeout(thrown)));
  });
  return { mine, release };
};

function isTimeout(thrown: unknown): boolean {
  return thrown instanceof DOMException && ['AbortError', 'TimeoutError'].includes(thrown.name);
}
