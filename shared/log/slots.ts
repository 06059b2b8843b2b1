import { boxesOf, isBoxes } from '../facts/boxes.ts';
import { sameJson } from './canonical.ts';
import { compareByClock, happenedBefore } from './causality.ts';
import type { Event } from './event.ts';
import { answerAssignment, isTo, registerKey } from './register.ts';
import type { AnswerRegister, Assignment, Register, RegisterKind } from './register.ts';

/** One event's value for one register. */
export type Write<K extends RegisterKind = RegisterKind> = Assignment<K> & { readonly event: Event };

/**
 * A register and the writes that no later writer has seen: one in the normal case, several where people wrote at the
 * same time. `options`: the boxes known of a checklist answer, kept with its whole-field register. What writes of the
 * whole checklist say about a box is worked out when it is looked at (`boxFrontier`): written down box by box it would
 * cost every event as many steps as the checklist has boxes.
 */
export interface Slot {
  readonly register: Register;
  readonly frontier: readonly Write[];
  readonly options: ReadonlySet<string>;
}

/** Slots by register key, in the order in which they were first written. */
export type Slots = Map<string, Slot>;

/** The slot of a register; undefined while nobody has written it. */
export const slotOf = (slots: ReadonlyMap<string, Slot>, register: Register): Slot | undefined =>
  slots.get(registerKey(register));

const NO_OPTIONS: ReadonlySet<string> = new Set();

/** Puts writes into a copy of a slot map; the one it began with, and its slots, stay as they are. */
export class SlotWriter {
  readonly slots: Slots;
  /** Sets that this writer made and nobody else holds: each is copied once a writer, not once a box. */
  readonly #own = new Map<string, Set<string>>();

  constructor(before: ReadonlyMap<string, Slot>) {
    this.slots = new Map(before);
  }

  /** Applies a write. Events must come in causal order. */
  apply(write: Write): void {
    const { register } = write;
    if (register.of === 'answer') this.#know(register, write.value);
    const key = registerKey(register);
    const slot = this.slots.get(key) ?? { register, frontier: [], options: NO_OPTIONS };
    const unseen = slot.frontier.filter(
      (earlier) => earlier.event !== write.event && !happenedBefore(earlier.event, write.event),
    );
    this.slots.set(key, { ...slot, frontier: [...unseen, write] });
  }

  /** Notes the boxes that a write names with the checklist's whole-field register. */
  #know(register: AnswerRegister, value: unknown): void {
    const names = register.option === null ? Object.keys(boxesOf(value)) : [register.option];
    if (names.length === 0) return;
    const whole: AnswerRegister = { ...register, option: null };
    const key = registerKey(whole);
    const slot = this.slots.get(key) ?? { register: whole, frontier: [], options: NO_OPTIONS };
    const options = this.#own.get(key) ?? new Set(slot.options);
    for (const name of names) options.add(name);
    this.#own.set(key, options);
    this.slots.set(key, { ...slot, options });
  }
}

/**
 * The writes that no later writer has seen of one box: those of the box itself, and those of the whole checklist, which
 * say of each box that it is ticked, unticked, or unanswered again.
 */
export function boxFrontier(
  slots: ReadonlyMap<string, Slot>,
  whole: Pick<Slot, 'frontier'>,
  box: AnswerRegister & { readonly option: string },
): readonly Write[] {
  const single = slotOf(slots, box)?.frontier ?? [];
  const standing = (write: Write, others: readonly Write[]): boolean =>
    !others.some((other) => happenedBefore(write.event, other.event));
  return [
    ...whole.frontier.filter((write) => standing(write, single)).map((write) => impliedWrite(write, box)),
    ...single.filter((write) => standing(write, whole.frontier)),
  ];
}

function impliedWrite({ value, event }: Write, box: AnswerRegister & { readonly option: string }): Write<'answer'> {
  const boxes = boxesOf(value);
  const own = Object.hasOwn(boxes, box.option) ? (boxes[box.option] ?? null) : null;
  return { ...answerAssignment(box, own), event };
}

/** The write that is shown of a frontier: among several the greatest by clock, device, seq. */
export function shownOf(frontier: readonly Write[]): Write | undefined {
  return frontier.reduce<Write | undefined>(
    (best, write) => (best === undefined || compareByClock(best.event, write.event) < 0 ? write : best),
    undefined,
  );
}

/** The write that is shown of a register: the one no later writer replaced. */
export const shownWrite = (slot: Slot | undefined): Write | undefined => shownOf(slot?.frontier ?? []);

/** The write that is shown of a register of one kind; undefined also where it is of another. */
export function shownOfKind<K extends RegisterKind>(slot: Slot | undefined, of: K): Write<K> | undefined {
  const shown = shownWrite(slot);
  return shown !== undefined && isTo(shown, of) ? shown : undefined;
}

/** A register with the writes that stand of it. */
export type StandingWrites = Pick<Slot, 'register' | 'frontier'>;

/** Every register with what stands of it, in the order of first writing, the boxes of a checklist behind it. */
export function* standings(slots: ReadonlyMap<string, Slot>): Generator<StandingWrites> {
  for (const slot of slots.values()) {
    const { register } = slot;
    if (register.of === 'answer' && register.option !== null) continue;
    yield slot;
    if (register.of !== 'answer') continue;
    for (const option of slot.options) {
      const box = { ...register, option };
      yield { register: box, frontier: boxFrontier(slots, slot, box) };
    }
  }
}

/** Whether people wrote different values at the same time and nobody has settled it. */
export function isConflict({ register, frontier }: StandingWrites): boolean {
  const [first, ...rest] = frontier;
  return first !== undefined && rest.some((write) => !agree(register, first.value, write.value));
}

// Two checklists are compared box by box in the boxes' own slots; here they only differ from another kind of value.
function agree(register: Register, a: unknown, b: unknown): boolean {
  const isWholeAnswer = register.of === 'answer' && register.option === null;
  const perBox = (value: unknown): boolean => value === null || isBoxes(value);
  return (isWholeAnswer && perBox(a) && perBox(b)) || sameJson(a, b);
}
