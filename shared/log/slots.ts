import type { Answer } from '../facts/schema.ts';
import { sameJson } from './canonical.ts';
import { compareByClock, happenedBefore } from './causality.ts';
import type { Event } from './event.ts';
import { answerAssignment, registerKey } from './register.ts';
import type { AnswerRegister, Assignment, Register } from './register.ts';

/** One event's value for one register. */
export interface Write extends Assignment {
  readonly event: Event;
}

/**
 * A register and the writes that no later writer has seen: one in the normal case, several where people wrote at the
 * same time. `options`: the boxes known of a checklist answer, kept with its whole-field register.
 */
export interface Slot {
  readonly register: Register;
  readonly frontier: readonly Write[];
  readonly options: readonly string[];
}

/** Slots by register key, in the order in which they were first written. */
export type Slots = Map<string, Slot>;

/** Applies a write to a slot map that this fold owns. Events must come in causal order. */
export function applyWrite(slots: Slots, write: Write): void {
  const { register } = write;
  if (register.of !== 'answer') return put(slots, write);
  const whole: AnswerRegister = { ...register, option: null };
  const names = register.option === null ? Object.keys(boxesOf(write.value)) : [register.option];
  for (const name of names) knowOption(slots, whole, name);
  put(slots, write);
  if (register.option !== null) return;
  // Writing a whole checklist says something about each of its boxes: ticked, unticked, or unanswered again.
  for (const name of slots.get(registerKey(whole))?.options ?? []) put(slots, impliedWrite(write, whole, name));
}

function put(slots: Slots, write: Write): void {
  const key = registerKey(write.register);
  const slot = slots.get(key) ?? { register: write.register, frontier: [], options: [] };
  const unseen = slot.frontier.filter((earlier) => !happenedBefore(earlier.event, write.event));
  const others = unseen.filter((earlier) => earlier.event !== write.event);
  slots.set(key, { ...slot, frontier: [...others, write] });
}

/** Adds a box to a checklist answer; what whole-field writes had said about it stands until written over. */
function knowOption(slots: Slots, whole: AnswerRegister, option: string): void {
  const key = registerKey(whole);
  const slot = slots.get(key) ?? { register: whole, frontier: [], options: [] };
  if (slot.options.includes(option)) return;
  slots.set(key, { ...slot, options: [...slot.options, option] });
  for (const write of slot.frontier) put(slots, impliedWrite(write, whole, option));
}

function impliedWrite(write: Write, whole: AnswerRegister, option: string): Write {
  const boxes = new Map(Object.entries(boxesOf(write.value)));
  return { ...answerAssignment({ ...whole, option }, boxes.get(option) ?? null), event: write.event };
}

/** The boxes of a checklist value; none for any other value. */
export function boxesOf(value: unknown): Readonly<Record<string, Answer>> {
  // A payload's answer is a record only where it is a checklist: option → yes or no (facts/schema.ts).
  return isBoxes(value) ? (value as Record<string, Answer>) : {};
}

/** Whether a value is a checklist. */
export function isBoxes(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The write that is shown: the one no later writer replaced; among several the greatest by clock, device, seq. */
export function shownWrite(slot: Slot | undefined): Write | undefined {
  return slot?.frontier.reduce<Write | undefined>(
    (best, write) => (best === undefined || compareByClock(best.event, write.event) < 0 ? write : best),
    undefined,
  );
}

/** Whether people wrote different values at the same time and nobody has settled it. */
export function isConflict(slot: Slot): boolean {
  const [first, ...rest] = slot.frontier;
  return first !== undefined && rest.some((write) => !agree(slot.register, first.value, write.value));
}

// Two checklists are compared box by box in the boxes' own slots; here they only differ from another kind of value.
function agree(register: Register, a: unknown, b: unknown): boolean {
  const isWholeAnswer = register.of === 'answer' && register.option === null;
  const perBox = (value: unknown): boolean => value === null || isBoxes(value);
  return (isWholeAnswer && perBox(a) && perBox(b)) || sameJson(a, b);
}
