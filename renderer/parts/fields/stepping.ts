/** Held down so long a button begins to repeat, in milliseconds, and repeats so often. */
const HOLD_MS = 400;
const EVERY_MS = 80;

/** A figure that is stepped up or down while a key or a button is held. */
export interface Stepped {
  /** The figure as it stands; null: what stands there is none. */
  readonly read: () => number | null;
  /** Shows a figure, kept as it is typed but not recorded. */
  readonly show: (figure: number) => void;
  /** Records it. */
  readonly record: (figure: number) => void;
}

/** Runs a task later, once or again and again; the answer ends it. */
export interface Timing {
  readonly after: (ms: number, task: () => void) => () => void;
  readonly every: (ms: number, task: () => void) => () => void;
}

/**
 * One hold of a step: the figure runs while it lasts and is recorded once, at its end, so that it is taken back in one
 * step. It counts on from what it showed itself: a screen that lags behind loses nothing.
 */
export class Stepping {
  readonly #timing: Timing;
  #figure: number | null = null;
  #end: () => void = () => undefined;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** Whether a hold is under way that has begun to run. */
  get runs(): boolean {
    return this.#figure !== null;
  }

  /** A button went down: it begins to run when it is held, and only then. */
  press(by: 1 | -1, stepped: Stepped): void {
    this.#end();
    this.#end = this.#timing.after(HOLD_MS, () => {
      this.step(by, stepped);
      this.#end = this.#timing.every(EVERY_MS, () => this.step(by, stepped));
    });
  }

  /** One step on, not recorded before the hold ends. */
  step(by: 1 | -1, { read, show }: Stepped): void {
    const from = this.#figure ?? read();
    if (from === null) return;
    this.#figure = Math.max(0, from + by);
    show(this.#figure);
  }

  /** Something else was entered, or the figure is gone from the screen: the hold records nothing of its own. */
  drop(): void {
    this.#end();
    this.#end = () => undefined;
    this.#figure = null;
  }

  /** The hold is over: what it came to is recorded. Answers whether it had begun to run. */
  release({ record }: Pick<Stepped, 'record'>): boolean {
    const figure = this.#figure;
    this.drop();
    if (figure !== null) record(figure);
    return figure !== null;
  }
}
