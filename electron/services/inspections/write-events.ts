import type { Writer } from '#electron/services/journal/journal.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import { draftPath } from '#shared/host/refused-draft.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { limitReach, mergeReach, seqIn, withoutDevice } from '#shared/log/causality.ts';
import { clockDraft } from '#shared/log/clock.ts';
import type { Event, EventWindow, WindowCall } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Reach } from '#shared/log/heads.ts';
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
  readonly seen?: Reach | undefined;
  /** The window that asked, and which of its calls it is; absent: the host writes by itself. */
  readonly window?: WindowCall | undefined;
  /** How far the clock was set since this inspection was last written to, in milliseconds. */
  readonly moved: number;
}

/** Stamps drafts as the next events of a stream (`app.bad-request` naming one that cannot be written down exactly). */
export function stampFor(
  inspection: InspectionId,
  drafts: readonly Draft[],
  fold: Fold,
  writer: Writer,
  pen: Pen,
): Result<readonly StampedEvent[], ErrorCode> {
  const { device, head } = writer;
  const own = fold.order.filter((event) => event.device === device);
  const last = own.at(-1);
  const window = windowOf(writer, pen);
  const deps = depsOf(fold, writer, own, pen.seen, window);
  const isAlone = Object.keys(deps).length === 0;
  const others = isAlone ? [] : fold.order.filter((event) => seqIn(deps, event.device) >= event.seq);
  const seen = others.map((event) => event.hlc);
  const stamp = {
    inspection,
    device,
    head,
    author: pen.author,
    deps,
    window,
    last: last?.hlc ?? null,
    seen,
    now: pen.now,
  };
  // A stream begins with its inspection: what is seen of the clock meanwhile comes with the next write.
  const clock = fold.order.length === 0 ? null : clockDraft({ wall: pen.now, moved: pen.moved }, fold.order, device);
  const stamped = stampDrafts(clock === null ? drafts : [clock, ...drafts], stamp, pen.hash);
  if (stamped !== null) return ok(stamped);
  return err('app.bad-request', { path: draftPath(drafts.findIndex((draft) => canonicalText(draft) === null)) });
}

/** What the window says of itself, and how far it had seen our own stream where that is not all: never beyond its end. */
function windowOf({ device, head }: Writer, { window, seen }: Pen): EventWindow | undefined {
  if (window === undefined || seen === undefined) return window;
  const seenOfOwn = seqIn(seen, device);
  return seenOfOwn < (head?.seq ?? 0) ? { ...window, seen: seenOfOwn } : window;
}

/**
 * What was seen of the other streams; never less than the events of our own stream that were seen had, so that causality
 * stays transitive.
 */
function depsOf(
  fold: Fold,
  writer: Writer,
  own: readonly Event[],
  seen: Reach | undefined,
  window: EventWindow | undefined,
): Reach {
  const known = seen === undefined ? fold.reach : limitReach(seen, fold.reach);
  return withoutDevice(mergeReach(known, depsOfOwn(own, window)), writer.device);
}

/** What the events of our own stream that a window had seen had seen of others. */
function depsOfOwn(own: readonly Event[], window: EventWindow | undefined): Reach {
  let deps: Reach = {};
  for (const event of own.toReversed()) {
    const isSeen = window?.seen === undefined || event.seq <= window.seen;
    if (!isSeen && event.window?.id !== window.id) continue;
    deps = mergeReach(deps, event.deps);
    // One that saw all of our stream has what all before it had.
    if (isSeen && event.window?.seen === undefined) return deps;
  }
  return deps;
}
