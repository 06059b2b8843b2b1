/** Queues of tasks by key. */
export interface Serial {
  /** Runs a task after all earlier ones of its key, whether those succeed or not. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Settles when nothing is running or waiting. */
  idle(): Promise<void>;
}

/** A new set of queues. */
export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (key, task) => {
      const earlier = tails.get(key) ?? Promise.resolve();
      const run = earlier.then(task, task);
      const tail: Promise<unknown> = run
        .catch(() => undefined)
        .finally(() => tails.get(key) === tail && tails.delete(key));
      tails.set(key, tail);
      return run;
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
