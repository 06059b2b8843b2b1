import type { Facts } from '#shared/facts/schema.ts';
import type { Draft } from '#shared/log/event.ts';
import { inverseOf } from './inverse.ts';

interface Step {
  readonly drafts: readonly Draft[];
  /** What belongs together: one stay in one field. */
  readonly stretch: object | null;
}

/** What can be taken back and brought again. Both are further changes: nothing recorded is ever removed. */
export class UndoStack {
  #undo: Step[] = [];
  #redo: Step[] = [];

  get undoable(): number {
    return this.#undo.length;
  }

  get redoable(): number {
    return this.#redo.length;
  }

  /** Notes how to take back `drafts`, which are about to change `facts`; changes of one stretch are one step. */
  note(facts: Facts, drafts: readonly Draft[], stretch: object | null): void {
    this.#redo = [];
    if (stretch !== null && this.#undo.at(-1)?.stretch === stretch) return;
    const inverse = inverseOfAll(facts, drafts);
    if (inverse.length > 0) this.#undo.push({ drafts: inverse, stretch });
  }

  /** The changes that take back the last step; empty where there is none. */
  undo(facts: Facts): readonly Draft[] {
    return turn(facts, this.#undo, this.#redo);
  }

  /** The changes that bring again what was taken back last. */
  redo(facts: Facts): readonly Draft[] {
    return turn(facts, this.#redo, this.#undo);
  }

  clear(): void {
    this.#undo = [];
    this.#redo = [];
  }
}

function turn(facts: Facts, from: Step[], to: Step[]): readonly Draft[] {
  const step = from.pop();
  if (step === undefined) return [];
  to.push({ drafts: inverseOfAll(facts, step.drafts), stretch: null });
  return step.drafts;
}

const inverseOfAll = (facts: Facts, drafts: readonly Draft[]): Draft[] =>
  drafts.flatMap((draft) => inverseOf(facts, draft) ?? []).reverse();
