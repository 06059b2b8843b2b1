import { assessHeldBack, type AnswerPlace } from '#shared/assess/invalid-entries.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { InspectionInfo } from '#shared/host/records.ts';
import { seqIn } from '#shared/log/causality.ts';
import type { Event } from '#shared/log/event.ts';
import { foldInto, type Fold, type FoldedInspection } from '#shared/log/fold.ts';
import { nextHlc } from '#shared/log/hlc.ts';
import { payloadVersion } from '#shared/log/upcast.ts';
import type { JudgingCatalogue } from './catalogues.ts';
import { reuse } from './reuse.ts';
import type { Pending } from './send-queue.ts';
import type { Inspection } from './session-types.ts';
import { invalidEntriesIn, type InvalidEntry } from './typed-keys.ts';

/** Who is writing, for changes that have not been numbered by the host yet. */
export interface Writer {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
  readonly author: string;
  readonly now: number;
  readonly window: string;
}

/** The events that entries will presumably become; only for showing them, never stored. */
export function provisionalEvents(saved: Fold, entries: readonly Pending[], writer: Writer): Event[] {
  const own = seqIn(saved.reach, writer.device);
  const last = saved.order.at(-1)?.hlc ?? null;
  const hlc = nextHlc(last, writer.now);
  const { inspection, device, author } = writer;
  return entries.map(({ draft, seen }, index) => {
    const seenOfOwn = seqIn(seen, device);
    const window = { id: writer.window, no: 1, ...(seenOfOwn < own ? { seen: seenOfOwn } : {}) };
    return {
      type: draft.type,
      v: payloadVersion(draft.type),
      inspection,
      device,
      seq: own + 1 + index,
      prev: null,
      hlc: { wall: hlc.wall, count: hlc.count + index },
      deps: seen,
      window,
      author,
      payload: { ...draft.payload },
    };
  });
}

interface ViewInput {
  readonly id: InspectionId;
  readonly catalogue: JudgingCatalogue;
  readonly saved: Fold;
  readonly provisional: readonly Event[];
  /** Text that stands in fields and forms without being recorded, by the key of its place. */
  readonly typed: Readonly<Record<string, string>>;
  readonly damage: InspectionInfo['damage'];
}

/** The inspection as the screen shows it; parts that did not change keep their identity. Null before it is created. */
export function viewOf(input: ViewInput, previous: Inspection | null): Inspection | null {
  const folded = foldInto(input.saved, input.provisional).inspection;
  if (folded === null) return null;
  return assembled(input, folded, previous);
}

const placesOf = (invalid: readonly InvalidEntry[]): readonly AnswerPlace[] =>
  invalid.flatMap(({ place }) => (place.of === 'answer' ? [place] : []));

function assembled(input: ViewInput, folded: FoldedInspection, previous: Inspection | null): Inspection {
  const facts = reuse(previous?.facts, folded.facts);
  const finalised = folded.finalised !== null;
  // What was finalised stands as it was saved.
  const invalid = reuse(previous?.invalid, finalised ? [] : invalidEntriesIn(input.typed));
  const unchanged = previous !== null && previous.facts === facts && previous.invalid === invalid;
  const assessment = unchanged
    ? previous.assessment
    : reuse(
        previous?.assessment,
        assessHeldBack(input.catalogue.assess, input.catalogue.catalogue, facts, placesOf(invalid)),
      );
  return {
    id: input.id,
    catalogue: input.catalogue.catalogue,
    folded,
    facts,
    invalid,
    assessment,
    sample: folded.sample,
    finalised,
    damage: input.damage,
  };
}
