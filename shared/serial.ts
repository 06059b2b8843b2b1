/** Runs tasks of the same key one after the other, whether the earlier ones succeed or not. */
export type Serial = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** A new set of queues, one a key. */
export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const earlier = tails.get(key) ?? Promise.resolve();
    const run = earlier.then(task, task);
    const tail = run.catch(() => undefined).finally(() => tails.get(key) === tail && tails.delete(key));
    tails.set(key, tail);
    return run;
  };
}
