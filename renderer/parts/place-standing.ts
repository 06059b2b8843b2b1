import type { Present } from '#renderer/stores/sync.ts';
import type { PlaceState } from '#shared/host/sync-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { InspectionAtPlace, StuckStream } from '#shared/sync/standing.ts';

/** What is here and, as a place answered last, not there. */
export interface Gap {
  /** Events: those it did not have, and all that was written since. */
  readonly events: number;
  readonly files: number;
  readonly bytes: number;
}

const NO_GAP: Gap = { events: 0, files: 0, bytes: 0 };

/** How many events there are up to where streams end. */
export const eventsIn = (heads: Heads): number => Object.values(heads).reduce((sum, { seq }) => sum + seq, 0);

/** How far a place lacks an inspection that ends here with `heads`; `at` undefined: it was never asked for it. */
export function gapOf(heads: Heads, at: InspectionAtPlace | undefined): Gap {
  const confirmed = new Map(Object.entries(at?.confirmed ?? {}));
  const events = Object.entries(heads).reduce((sum, [device, here]) => {
    const there = confirmed.get(device);
    if (there?.seq === here.seq && there.hash === here.hash) return sum;
    // A stream that went on otherwise is not there, however long it is.
    return sum + Math.max(1, here.seq - (there?.seq ?? 0));
  }, 0);
  return { events, files: at?.filesUnsent.count ?? 0, bytes: at?.filesUnsent.bytes ?? 0 };
}

/** How an inspection that is shared through a place stands there. */
export interface InspectionStanding {
  readonly inspection: InspectionId;
  /** Null: it is not here (yet). */
  readonly heads: Heads | null;
  /** Null: the place was not asked for it yet. */
  readonly at: InspectionAtPlace | null;
  readonly gap: Gap;
  readonly stuck: readonly StuckStream[];
}

/** Why nothing can be exchanged with a place: it is not to be found, or somebody has to mend something. */
export type Trouble = 'away' | 'blocked';

/** How everything that is shared through a place stands there. */
export interface PlaceStanding {
  readonly state: PlaceState;
  readonly inspections: readonly InspectionStanding[];
  readonly gap: Gap;
  readonly stuck: number;
  readonly trouble: Trouble | null;
  /** Originals stay here because that is how the place is used. */
  readonly keepsOriginals: boolean;
}

export function placeStanding(state: PlaceState, present: Present): PlaceStanding {
  const inspections = state.place.inspections.map((inspection): InspectionStanding => {
    const heads = present[inspection] ?? null;
    const at = state.inspections.find((one) => one.inspection === inspection) ?? null;
    return { inspection, heads, at, gap: gapOf(heads ?? {}, at ?? undefined), stuck: at?.stuck ?? [] };
  });
  return {
    state,
    inspections,
    gap: inspections.map(({ gap }) => gap).reduce(plus, NO_GAP),
    stuck: stuckIn(state),
    trouble: troubleOf(state),
    keepsOriginals: !state.place.originals,
  };
}

/** Streams of which something cannot be sent to a place or taken from it, in what is shared through it. */
export const stuckIn = ({ place, inspections }: PlaceState): number =>
  inspections
    .filter(({ inspection }) => place.inspections.includes(inspection))
    .reduce((sum, { stuck }) => sum + stuck.length, 0);

export const plus = (a: Gap, b: Gap): Gap => ({
  events: a.events + b.events,
  files: a.files + b.files,
  bytes: a.bytes + b.bytes,
});

/** What stands in the way of exchanging anything with a place. */
export function troubleOf({ failure }: PlaceState): Trouble | null {
  if (failure === null) return null;
  return failure.why.code === 'sync.unreachable' ? 'away' : 'blocked';
}
