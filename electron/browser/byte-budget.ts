/** Bytes that may be held at the same time; who wants more waits for those before. */
export interface ByteBudget {
  /** Resolves when so many bytes are free, with the way to give them back, which may be called once. */
  take(bytes: number): Promise<() => void>;
}

interface Waiting {
  readonly bytes: number;
  readonly go: () => void;
}

/** A budget that serves in the order of asking. A wish beyond all of it counts as all of it. */
export function createBudget(limit: number): ByteBudget {
  const waiting: Waiting[] = [];
  let taken = 0;
  const serve = (): void => {
    for (let next = waiting[0]; next !== undefined && taken + next.bytes <= limit; next = waiting[0]) {
      waiting.shift();
      taken += next.bytes;
      next.go();
    }
  };
  return {
    take: (wanted) =>
      new Promise((resolve) => {
        const bytes = Math.min(wanted, limit);
        const giveBack = (): void => {
          taken -= bytes;
          serve();
        };
        waiting.push({ bytes, go: () => resolve(giveBack) });
        serve();
      }),
  };
}
