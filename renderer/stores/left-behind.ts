import type { DraftRow } from '../db/database.ts';
import type { Claim } from './outbox-claim.ts';

/** Who kept a row; undefined: an earlier program, which did not say. */
type Writer = DraftRow['window'];

/**
 * What other windows keep in the outbox is theirs as long as they are open, and ours once they are gone: each window
 * owns its name from before its first row to its end, and asks for the names of the others whose rows it finds.
 */
export class LeftBehind {
  readonly #claim: Claim;
  readonly #inspection: string;
  readonly #asked = new Map<Writer, () => void>();
  readonly #gone = new Set<Writer>();
  #onGone: () => void = () => undefined;

  constructor(claim: Claim, inspection: string, own: string) {
    this.#claim = claim;
    this.#inspection = inspection;
    // Its name is new: it is ours before anybody can ask for it.
    this.#asked.set(
      own,
      claim(this.#nameOf(own), () => undefined),
    );
  }

  /** Asks for what the writers of these rows leave, each once. */
  ask(rows: readonly DraftRow[]): void {
    for (const { window } of rows) {
      if (this.#asked.has(window)) continue;
      this.#asked.set(window, () => undefined);
      const release = this.#claim(this.#nameOf(window), () => {
        this.#gone.add(window);
        this.#onGone();
      });
      this.#asked.set(window, release);
    }
  }

  /** Whether a writer is gone whose rows were not taken yet; which ones, once. */
  take(): ((row: DraftRow) => boolean) | null {
    if (this.#gone.size === 0) return null;
    const gone = new Set(this.#gone);
    this.#gone.clear();
    return (row) => gone.has(row.window);
  }

  /** Calls when another writer turns out to be gone. */
  whenGone(task: () => void): void {
    this.#onGone = task;
  }

  /** Gives back every name: what is left in the outbox is for whoever comes next. */
  release(): void {
    this.#onGone = () => undefined;
    for (const release of this.#asked.values()) release();
  }

  #nameOf(writer: Writer): string {
    return `outbox ${this.#inspection} ${writer ?? ''}`;
  }
}
