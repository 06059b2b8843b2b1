/**
 * How many elementary steps a task takes in the built-in collections: each look-up, each element that is passed over,
 * copied or compared. Unlike time it is the same on every machine and under every load, so that growth can be held
 * against a budget. What the task does beside collections (arithmetic, parsing) is not counted.
 */
export function countSteps(task: () => unknown): number {
  let steps = 0;
  const undo: (() => void)[] = [];
  // Looked up once: what counts must not be counted, nor call itself.
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const wrap = (
    owner: object,
    name: PropertyKey,
    cost: (self: unknown, args: unknown[], result: unknown) => number,
  ) => {
    const before = getOwnPropertyDescriptor(owner, name);
    const original: unknown = before?.value;
    if (before === undefined || typeof original !== 'function') throw new Error(`no method ${String(name)}`);
    const counted = function (this: unknown, ...args: unknown[]): unknown {
      const result: unknown = apply(original, this, args);
      steps += cost(this, args, result);
      return result;
    };
    defineProperty(owner, name, { ...before, value: counted });
    undo.push(() => defineProperty(owner, name, before));
  };
  const one = () => 1;
  const length = (value: unknown): number =>
    typeof value === 'string' || Array.isArray(value) ? value.length : value instanceof Map ? value.size : 1;
  const ofSelf = (self: unknown) => length(self);
  const ofResult = (_self: unknown, _args: unknown[], result: unknown) => length(result);
  // An early hit costs what lies before it.
  const toHit = (self: unknown, _args: unknown[], result: unknown) =>
    typeof result === 'number' && result >= 0 ? result + 1 : length(self);
  for (const name of ['get', 'set', 'has', 'delete']) wrap(Map.prototype, name, one);
  for (const name of ['add', 'has', 'delete']) wrap(Set.prototype, name, one);
  for (const name of ['indexOf', 'findIndex', 'lastIndexOf']) wrap(Array.prototype, name, toHit);
  for (const name of ['slice', 'concat', 'flat', 'splice']) wrap(Array.prototype, name, ofResult);
  for (const name of ['map', 'filter', 'flatMap', 'forEach', 'reduce', 'join', 'toSorted', 'sort', 'includes']) {
    wrap(Array.prototype, name, ofSelf);
  }
  for (const name of ['some', 'every', 'find']) countCallbacks(Array.prototype, name);
  for (const name of ['keys', 'values', 'entries', 'fromEntries']) wrap(Object, name, ofResult);
  for (const prototype of [[][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator]()]) {
    wrap(Object.getPrototypeOf(prototype) as object, 'next', one);
  }
  // Only an iterator that is not the built-in one makes the engine call `next` for a spread.
  for (const prototype of [Array.prototype, Map.prototype, Set.prototype]) wrap(prototype, Symbol.iterator, one);
  try {
    task();
  } finally {
    for (const put of undo.toReversed()) put();
  }
  return steps;

  /** Methods that stop at a hit: each call of the callback is a step. */
  function countCallbacks(owner: object, name: string): void {
    const before = getOwnPropertyDescriptor(owner, name);
    const original: unknown = before?.value;
    if (before === undefined || typeof original !== 'function') throw new Error(`no method ${name}`);
    const counted = function (this: unknown, callback: unknown, ...rest: unknown[]): unknown {
      if (typeof callback !== 'function') return apply(original, this, [callback, ...rest]);
      const told = function (this: unknown, ...args: unknown[]): unknown {
        steps += 1;
        return apply(callback, this, args);
      };
      return apply(original, this, [told, ...rest]);
    };
    defineProperty(owner, name, { ...before, value: counted });
    undo.push(() => defineProperty(owner, name, before));
  }
}

/** How many times the steps of a task grow when what it works on doubles: 2 is linear, 4 quadratic. */
export function growth(task: (size: number) => () => unknown, size: number): number {
  const [small, large] = [task(size), task(2 * size)];
  // Once beforehand, so that what is worked out once and kept counts for neither.
  return countSteps(large) / countSteps(small);
}
