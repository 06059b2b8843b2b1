import type { Writer } from '#electron/services/journal/journal.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { limitVector, mergeVectors, reach, withoutDevice } from '#shared/log/causality.ts';
import { clockDraft } from '#shared/log/clock.ts';
import type { Draft, Event, VersionVector } from '#shared/log/event.ts';
import type { Fold } from '#shared/log/fold.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import type { StampedEvent } from '#shared/log/stamp.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** Who and when, for the events about to be written. */
export interface Pen {
  readonly author: string;
  readonly now: number;
  readonly hash: HashText;
  /** What the writer had before their eyes; absent: all that is on this disk. */
  readonly seen?: VersionVector | undefined;
  /** How far the clock was set since this inspection was last written to, in milliseconds. */
  readonly moved: number;
}

/** Stamps drafts as the next events of a stream (`app.bad-request` where a text cannot be written down exactly). */
export function stampFor(
  inspection: InspectionId,
  drafts: readonly Draft[],
  fold: Fold,
  writer: Writer,
  pen: Pen,
): Result<readonly StampedEvent[], ErrorCode> {
  const last = fold.order.findLast((event) => event.device === writer.device);
  const deps = depsOf(fold, writer, last, pen.seen);
  const isAlone = Object.keys(deps).length === 0;
  const others = isAlone ? [] : fold.order.filter((event) => reach(deps, event.device) >= event.seq);
  const seen = others.map((event) => event.hlc);
  const { device, head } = writer;
  const stamp = { inspection, device, head, author: pen.author, deps, last: last?.hlc ?? null, seen, now: pen.now };
  // A stream begins with its inspection: what is seen of the clock meanwhile comes with the next write.
  const clock = fold.order.length === 0 ? null : clockDraft({ wall: pen.now, moved: pen.moved }, fold.order, device);
  const stamped = stampDrafts(clock === null ? drafts : [clock, ...drafts], stamp, pen.hash);
  return stamped === null ? err('app.bad-request', { path: 'drafts' }) : ok(stamped);
}

/** What was seen of the other streams; never less than the stream's last event had, so that causality stays transitive. */
function depsOf(fold: Fold, writer: Writer, last: Event | undefined, seen: VersionVector | undefined): VersionVector {
  const known = seen === undefined ? fold.vector : limitVector(seen, fold.vector);
  return withoutDevice(mergeVectors(known, last?.deps ?? {}), writer.device);
}
