import type { Present } from '#renderer/stores/sync.ts';
import type { PlaceState } from '#shared/host/sync-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { placeStanding, plus, type Gap, type PlaceStanding } from './place-standing.ts';

/** What the header says of all places together. */
export type Overall =
  /** Places are known, and nothing was chosen to be shared. */
  | { readonly is: 'unused' }
  /** Something only somebody can mend who is told of it. */
  | { readonly is: 'stuck'; readonly place: string; readonly gap: Gap }
  /** Something is at none of the places; `away`: because those that lack it are not to be found. */
  | { readonly is: 'behind'; readonly place: string; readonly gap: Gap; readonly away: boolean }
  /**
   * Everything shared is at a place, as that answered last. `place` null: at several together. `all`: nothing that is here
   * is left unshared. `files`: originals that stay here because the place is used so. `away`: it is not to be found now.
   */
  | {
      readonly is: 'there';
      readonly place: string | null;
      readonly all: boolean;
      readonly files: number;
      readonly away: boolean;
    };

/**
 * How far what is shared lies at a place as well. `unsaved`: changes of an inspection on their way to the journal, which no
 * place can have. Null where there are no places.
 */
export function overallOf(
  places: readonly PlaceState[],
  present: Present,
  unsaved: { readonly inspection: InspectionId; readonly count: number } | null,
): Overall | null {
  if (places.length === 0) return null;
  const standings = places.map((state) => placeStanding(state, present));
  const shared = [...new Set(places.flatMap(({ place }) => place.inspections))];
  if (shared.length === 0) return { is: 'unused' };
  const least = shared.map((inspection) => leastGap(inspection, standings, unsaved));
  const gap = least.map((one) => one.gap).reduce(plus);
  const stuck = standings.find((one) => one.trouble === 'blocked' || one.stuck > 0);
  if (stuck !== undefined) return { is: 'stuck', place: stuck.state.place.name, gap };
  const lacking = least.filter((one) => !one.isThere);
  const [first] = lacking;
  if (first !== undefined) {
    const away = lacking.every(({ at }) => at.trouble === 'away');
    return { is: 'behind', place: first.at.state.place.name, gap, away };
  }
  return thereOf(shared, standings, present);
}

interface Least {
  readonly at: PlaceStanding;
  readonly gap: Gap;
  readonly isThere: boolean;
}

/** The place that lacks least of an inspection, one that can be reached before one that cannot. */
function leastGap(
  inspection: InspectionId,
  standings: readonly PlaceStanding[],
  unsaved: Parameters<typeof overallOf>[2],
): Least {
  const count = unsaved?.inspection === inspection ? unsaved.count : 0;
  const candidates = standings.flatMap((at) => {
    const one = at.inspections.find((each) => each.inspection === inspection);
    if (one === undefined) return [];
    const gap = { ...one.gap, events: one.gap.events + count };
    return [{ at, gap, isThere: isThere(gap, at) }];
  });
  const [best] = candidates.toSorted((a, b) => weightOf(a) - weightOf(b));
  if (best === undefined) throw new Error('an inspection that is shared through no place');
  return best;
}

const isThere = ({ events, files }: Gap, { keepsOriginals }: PlaceStanding): boolean =>
  events === 0 && (files === 0 || keepsOriginals);

const weightOf = ({ at, gap, isThere: there }: Least): number =>
  (there ? 0 : 1e9) + gap.events * 1000 + gap.files + (at.trouble === null ? 0 : 0.5);

function thereOf(shared: readonly InspectionId[], standings: readonly PlaceStanding[], present: Present): Overall {
  const whole = standings.filter(
    (one) => one.inspections.length === shared.length && one.inspections.every(({ gap }) => isThere(gap, one)),
  );
  // One that has the originals as well, and that can be reached, is the one to name.
  const [best] = whole.toSorted(
    (a, b) => a.gap.files - b.gap.files || Number(a.trouble !== null) - Number(b.trouble !== null),
  );
  const known: ReadonlySet<string> = new Set(shared);
  return {
    is: 'there',
    place: best?.state.place.name ?? null,
    all: Object.keys(present).every((id) => known.has(id)),
    files: best?.gap.files ?? 0,
    away: best === undefined ? standings.some(({ trouble }) => trouble !== null) : best.trouble !== null,
  };
}
