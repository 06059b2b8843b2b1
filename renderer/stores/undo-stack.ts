import * as v from 'valibot';
import type { Facts } from '#shared/facts/schema.ts';
import { sameJson } from '#shared/log/canonical.ts';
import { Draft, assignmentsOf, inverseOf } from '#shared/log/events.ts';
import { registerKey } from '#shared/log/register.ts';
import { isInFacts } from '#shared/log/inverse.ts';
import type { StepPlace, StepReport } from './step-report.ts';
import { TypedSteps, type TypedStep } from './typed-steps.ts';

/** One place that a step has changed: what it wrote there, and what brings back what was there before. */
interface Change {
  readonly forward: Draft;
  readonly back: Draft;
}

interface Step {
  readonly changes: readonly Change[];
  /** What belongs together: one stay in one field. */
  readonly stretch: object | null;
}

/** What came of a step, and the changes it makes; none where it is refused. */
export interface Taken {
  readonly report: StepReport;
  readonly drafts: readonly Draft[];
  /** Not null: the step is about a text that is not recorded, and makes no change. */
  readonly text: TypedStep | null;
}

type Outcome = Pick<StepReport, 'is' | 'places'> & { readonly drafts: readonly Draft[] };

/** What stands at this moment. */
export interface Present {
  readonly facts: Facts;
  /** Keys of the registers in conflict. */
  readonly contested: ReadonlySet<string>;
  /** Texts in fields that are not recorded, by the key of their place. */
  readonly typed: Readonly<Record<string, string>>;
  /** The field in which the step is asked for; null: in none. */
  readonly key: string | null;
}

/** What can be taken back and brought again. Both are further changes: nothing recorded is ever removed. */
export class UndoStack {
  #undo: Step[] = [];
  #redo: Step[] = [];
  #count = 0;
  readonly #texts = new TypedSteps();

  get undoable(): number {
    return this.#undo.length;
  }

  get redoable(): number {
    return this.#redo.length + this.#texts.redoable;
  }

  /** What the next 撤销 and 重做 would do; empty where there is none. */
  get next(): { readonly undo: readonly StepPlace[]; readonly redo: readonly StepPlace[] } {
    return { undo: placesOf(this.#undo.at(-1)), redo: placesOf(this.#redo.at(-1)) };
  }

  /** Notes how to take back `drafts`, which are about to change `facts`; changes of one stretch are one step. */
  note(facts: Facts, drafts: readonly Draft[], stretch: object | null): void {
    this.#redo = [];
    this.#texts.clear();
    const changes = changesOf(facts, drafts);
    const last = this.#undo.at(-1);
    if (stretch === null || last?.stretch !== stretch) return this.#push({ changes, stretch });
    this.#undo.pop();
    this.#push({ changes: merged(last.changes, changes), stretch });
  }

  /**
   * Takes back a text that is no valid value, else the last step, or brings again the one taken back last, unless what it wrote is no longer what stands there:
   * then it is dropped. Null: there is none.
   */
  take(step: 'undo' | 'redo', now: Present): Taken | null {
    const text = this.#texts.take(step, { ...now, redoable: this.#redo.length });
    if (text !== null) return { report: this.#tell({ step, is: 'done', places: [text.place] }), drafts: [], text };
    const outcome = step === 'undo' ? turn(now, this.#undo, this.#redo) : turn(now, this.#redo, this.#undo);
    if (outcome === null) return null;
    const { drafts, is, places } = outcome;
    return { report: this.#tell({ step, is, places }), drafts, text };
  }

  /** Forgets steps that did not come about. */
  forget(drafts: readonly Draft[]): void {
    const keys = new Set(drafts.flatMap((draft) => assignmentsOf(draft).map((one) => textOf(one.draft))));
    const isLeft = (step: Step): boolean => !step.changes.some(({ forward }) => keys.has(textOf(forward)));
    this.#undo = this.#undo.filter(isLeft);
    this.#redo = this.#redo.filter(isLeft);
  }

  clear(): void {
    this.#texts.clear();
    this.#undo = [];
    this.#redo = [];
  }

  #tell(report: Omit<StepReport, 'id'>): StepReport {
    this.#count += 1;
    return { id: this.#count, ...report };
  }

  #push(step: Step): void {
    if (step.changes.length > 0) this.#undo.push(step);
  }
}

const textOf = (draft: Draft): string => JSON.stringify(draft);

function turn({ facts, contested }: Present, from: Step[], to: Step[]): Outcome | null {
  const step = from.at(-1);
  if (step === undefined) return null;
  const places = placesOf(step);
  const disputed = places.filter(({ register }) => contested.has(registerKey(register)));
  if (disputed.length > 0) return { is: 'contested', places: disputed, drafts: [] };
  from.pop();
  const overtaken = step.changes.filter(({ forward }) => !isInFacts(facts, forward));
  if (overtaken.length > 0)
    return { is: 'overtaken', places: overtaken.map((change) => nowAt(facts, change)), drafts: [] };
  to.push({ changes: step.changes.map(({ forward, back }) => ({ forward: back, back: forward })), stretch: null });
  return { is: 'done', drafts: step.changes.map(({ back }) => back).reverse(), places };
}

const placesOf = (step: Step | undefined): StepPlace[] =>
  (step?.changes ?? []).flatMap(({ forward, back }) => placeOf(forward, back) ?? []);

/** From what stands to what will; each draft of a step writes one place. */
function placeOf(forward: Draft, back: Draft): StepPlace | null {
  const [[from], [to]] = [assignmentsOf(forward), assignmentsOf(back)];
  return from === undefined || to === undefined ? null : { register: from.register, from: from.value, to: to.value };
}

function nowAt(facts: Facts, { forward, back }: Change): StepPlace {
  const now = inverseOf(facts, forward) ?? back;
  return placeOf(forward, now) ?? { register: { of: 'status' }, from: null, to: null };
}

/** What drafts are about to change, place by place, as the journal will hold it; what they leave as it is, is none. */
function changesOf(facts: Facts, drafts: readonly Draft[]): readonly Change[] {
  const changes = drafts.flatMap((draft) => {
    const parsed = v.safeParse(Draft, draft);
    return (parsed.success ? assignmentsOf(parsed.output) : []).flatMap(({ draft: forward }) => {
      const back = inverseOf(facts, forward);
      return back === null || sameJson(back, forward) ? [] : [{ forward, back }];
    });
  });
  return merged([], changes);
}

/** One change a place: from before the first to after the last. */
function merged(before: readonly Change[], after: readonly Change[]): readonly Change[] {
  const byPlace = new Map<string, Change>();
  for (const change of [...before, ...after]) {
    const [written] = assignmentsOf(change.forward);
    if (written === undefined) continue;
    const key = registerKey(written.register);
    byPlace.set(key, { forward: change.forward, back: byPlace.get(key)?.back ?? change.back });
  }
  return [...byPlace.values()].filter(({ forward, back }) => !sameJson(forward, back));
}
