import type { Facts } from '../facts/schema.ts';
import type { Sha256 } from '../ids.ts';
import { sameJson } from './canonical.ts';
import { causalOrder } from './causal-order.ts';
import { reachesAsFar, happenedBefore, mergeReach, seqIn, refOf, reachOf } from './causality.ts';
import type { EventRef } from './causality.ts';
import type { Event } from './event.ts';
import type { PayloadOf } from './payloads.ts';
import { assignmentsOf, changesFacts } from './events.ts';
import type { Draft } from './events.ts';
import type { Reach } from './heads.ts';
import { factsOf } from './fold-facts.ts';
import { readEvent } from './read-event.ts';
import type { ReadEvent, Unreadable } from './read-event.ts';
import type { Register } from './register.ts';
import { isConflict, shownOf, shownOfKind, shownWrite, slotOf, SlotWriter, standings } from './slots.ts';
import type { Slot, Slots, StandingWrites, Write } from './slots.ts';

/** One of several values written at the same time, and the draft that settles on it. */
export interface Version {
  readonly event: Event;
  readonly value: unknown;
  readonly draft: Draft;
}

/** People wrote different values without seeing each other's: `shown` stands until an event that saw all settles it. */
export interface Conflict {
  readonly register: Register;
  readonly shown: Version;
  readonly others: readonly Version[];
}

/** An event and how it reads; null where this version cannot read it. */
export interface HistoryEntry {
  readonly event: Event;
  readonly draft: Draft | null;
}

/** 定稿 as it stands. `late`: changes of facts that the finalising writer had not seen. */
export interface Finalised extends PayloadOf<'inspection.finalised'> {
  readonly event: Event;
  readonly late: readonly EventRef[];
}

/** The state of an inspection: a pure function of the set of its events. */
export interface FoldedInspection {
  readonly facts: Facts;
  readonly catalogueRef: { readonly id: string; readonly version: string; readonly sha256: Sha256 };
  readonly sample: boolean;
  /** Null while open. */
  readonly finalised: Finalised | null;
  readonly reopenings: readonly (PayloadOf<'inspection.reopened'> & { readonly event: Event })[];
  readonly published: readonly (PayloadOf<'notice.published'> & { readonly event: Event })[];
  /** Clocks that were set or ran behind, in causal order. */
  readonly clocks: readonly (PayloadOf<'clock.observed'> & { readonly event: Event })[];
  readonly conflicts: readonly Conflict[];
  /** Every event in causal order. */
  readonly history: readonly HistoryEntry[];
  readonly unknownEvents: readonly { readonly event: Event; readonly reason: Unreadable }[];
  /** How far this state reaches into each stream. */
  readonly reach: Reach;
}

/** A fold under way, to be continued with `foldInto`; never changed in place. */
export interface Fold {
  /** Null until a readable `inspection.created` is among the events. */
  readonly inspection: FoldedInspection | null;
  readonly order: readonly Event[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** How far the events reach, and how far their writers had seen. */
  readonly reach: Reach;
  readonly seen: Reach;
}

export const EMPTY_FOLD: Fold = { inspection: null, order: [], slots: new Map(), reach: {}, seen: {} };

/** Folds a set of events, in any order and with repetitions; null without a readable `inspection.created`. */
export function fold(events: readonly Event[], read: ReadEvent = readEvent): FoldedInspection | null {
  return foldInto(EMPTY_FOLD, events, read).inspection;
}

/**
 * Adds events to a fold: `foldInto(foldInto(EMPTY_FOLD, a), b)` equals the fold of both together. Cheap where the new
 * events saw all the old ones (one's own writing); otherwise everything is put in order again.
 */
export function foldInto(before: Fold, events: readonly Event[], read: ReadEvent = readEvent): Fold {
  const fresh = causalOrder(notKnown(before, events));
  if (fresh.length === 0) return before;
  return continues(before, fresh)
    ? extend(before, fresh, read)
    : extend(EMPTY_FOLD, causalOrder([...before.order, ...fresh]), read);
}

/** The events that are not in a fold. What it holds is looked through once, and only where some may be in it. */
function notKnown(before: Fold, events: readonly Event[]): readonly Event[] {
  const isOld = (event: Event): boolean => event.seq <= seqIn(before.reach, event.device);
  if (!events.some(isOld)) return events;
  const known = new Map<string, Event[]>();
  for (const event of before.order) {
    const twins = known.get(nameOf(event));
    if (twins === undefined) known.set(nameOf(event), [event]);
    else twins.push(event);
  }
  return events.filter((event) => known.get(nameOf(event))?.some((twin) => sameJson(twin, event)) !== true);
}

const nameOf = ({ device, seq }: EventRef): string => `${device} ${seq}`;

/** Whether `fresh` comes behind all of `before` in any order that respects causality. */
function continues(before: Fold, fresh: readonly Event[]): boolean {
  if (before.order.length === 0) return true;
  if (!reachesAsFar(before.reach, before.seen)) return false;
  let reach = before.reach;
  return fresh.every((event) => {
    const own = seqIn(reach, event.device);
    const follows = event.seq > own && reachesAsFar({ ...event.deps, [event.device]: own }, reach);
    reach = { ...reach, [event.device]: event.seq };
    return follows;
  });
}

function extend(before: Fold, events: readonly Event[], read: ReadEvent): Fold {
  const writer = new SlotWriter(before.slots);
  for (const event of events) {
    const { draft } = read(event);
    for (const assignment of draft === null ? [] : assignmentsOf(draft)) writer.apply({ ...assignment, event });
  }
  const order = before.order.length === 0 ? events : [...before.order, ...events];
  const reach = mergeReach(before.reach, reachOf(events));
  const seen = events.reduce(
    (sum, event) => (reachesAsFar(sum, event.deps) ? sum : mergeReach(sum, event.deps)),
    before.seen,
  );
  return withInspection({ order, slots: writer.slots, reach, seen }, read);
}

/** Adds the state itself, worked out when first looked at: a writer appends far more often than anyone looks. */
function withInspection(parts: Omit<Fold, 'inspection'> & { readonly slots: Slots }, read: ReadEvent): Fold {
  let known: FoldedInspection | null | undefined;
  return {
    ...parts,
    get inspection() {
      known ??= inspectionOf(parts.slots, parts.order, parts.reach, read);
      return known;
    },
  };
}

function inspectionOf(slots: Slots, order: readonly Event[], reach: Reach, read: ReadEvent): FoldedInspection | null {
  const facts = factsOf(slots);
  const pin = shownOfKind(slotOf(slots, { of: 'catalogue' }), 'catalogue')?.value;
  if (facts === null || pin === undefined) return null;
  const history = order.map((event) => ({ event, draft: read(event).draft }));
  return {
    facts,
    catalogueRef: { id: pin.id, version: pin.version, sha256: pin.sha256 },
    sample: pin.sample,
    finalised: finalisedOf(slots, history),
    reopenings: history.flatMap(({ event, draft }) =>
      draft?.type === 'inspection.reopened' ? [{ ...draft.payload, event }] : [],
    ),
    published: history.flatMap(({ event, draft }) =>
      draft?.type === 'notice.published' ? [{ ...draft.payload, event }] : [],
    ),
    clocks: history.flatMap(({ event, draft }) =>
      draft?.type === 'clock.observed' ? [{ ...draft.payload, event }] : [],
    ),
    conflicts: [...standings(slots)].filter(isConflict).flatMap(conflictOf),
    history,
    unknownEvents: order.flatMap((event) => {
      const reading = read(event);
      return reading.draft === null ? [{ event, reason: reading.reason }] : [];
    }),
    reach,
  };
}

function finalisedOf(slots: Slots, history: readonly HistoryEntry[]): Finalised | null {
  const status = shownWrite(slotOf(slots, { of: 'status' }));
  if (status?.draft.type !== 'inspection.finalised') return null;
  const { event } = status;
  const late = history.filter(
    (entry) => entry.event !== event && changesFacts(entry.draft) && !happenedBefore(entry.event, event),
  );
  return { ...status.draft.payload, event, late: late.map((entry) => refOf(entry.event)) };
}

function conflictOf({ register, frontier }: StandingWrites): Conflict[] {
  const shown = shownOf(frontier);
  if (shown === undefined) return [];
  const others = frontier.filter((write) => write !== shown);
  return [{ register, shown: versionOf(shown), others: others.map(versionOf) }];
}

const versionOf = ({ event, value, draft }: Write): Version => ({ event, value, draft });
