/** A priority queue: the smallest first, each put in and taken out in as many steps as its size has binary digits. */
export class Heap<T> {
  readonly #items: T[] = [];
  readonly #isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    let at = this.#items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapsWith(parent, at)) return;
      at = parent;
    }
  }

  pop(): T | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const child = this.#isOutOfPlace(left, left + 1) ? left + 1 : left;
      if (!this.#swapsWith(at, child)) return first;
      at = child;
    }
  }

  #isOutOfPlace(upper: number, lower: number): boolean {
    const [a, b] = [this.#items[upper], this.#items[lower]];
    return a !== undefined && b !== undefined && this.#isBefore(b, a);
  }

  /** Exchanges two items where the lower is to come first; whether it did. */
  #swapsWith(upper: number, lower: number): boolean {
    const [a, b] = [this.#items[upper], this.#items[lower]];
    if (a === undefined || b === undefined || !this.#isBefore(b, a)) return false;
    this.#items[upper] = b;
    this.#items[lower] = a;
    return true;
  }
}
