import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import { refusedDraft } from '#shared/host/refused-draft.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Failure } from '#shared/result.ts';
import type { JournalCopy } from './journal-copy.ts';
import type { Outbox } from './outbox.ts';
import type { Call, Pending, SendQueue } from './send-queue.ts';
import type { Stays } from './what-was-seen.ts';

/** What sending works with. */
export interface SendParts {
  readonly host: HostApi;
  readonly inspection: InspectionId;
  readonly queue: SendQueue;
  readonly outbox: Outbox;
  readonly journal: JournalCopy;
  readonly stays: Stays;
  /** Keeps what was entered in one move and is refused; `place`: which of it. */
  readonly setAside: (entries: readonly Pending[], place: number, failure: Failure<ErrorCode>) => void;
}

/** Asks for the next write. Answers why nothing more can be sent now; null: the rest can go on. */
export async function sendNext(parts: SendParts): Promise<Failure<ErrorCode> | null> {
  const { host, inspection, queue, journal, stays, outbox } = parts;
  const call = queue.next();
  if (call === null) return null;
  const { window, seen, entries } = call;
  const drafts = entries.map((entry) => entry.draft);
  const appended = await host.call('inspection:append-events', { inspection, drafts, seen, window });
  if (!appended.ok) return refused(parts, call, appended.error);
  const { events } = appended.value;
  const unread = await journal.takeOwn(appended.value);
  if (unread !== null) return unread;
  queue.done(call, events);
  stays.wrote(events);
  outbox.settle(entries);
  return null;
}

function refused({ queue, setAside }: SendParts, call: Call, failure: Failure<ErrorCode>): Failure<ErrorCode> | null {
  // Nobody knows whether it was written: it is asked for again as it was.
  if (failure.code === 'app.host-unreachable' || failure.code === 'app.internal') return failure;
  const place = refusedDraft(failure);
  if (place === null && failure.code !== 'app.too-large') {
    queue.failed();
    return failure;
  }
  if (place === null && queue.halve(call)) return null;
  const entry = call.entries[place ?? 0];
  const move = queue.takeOut(call, place ?? 0);
  setAside(
    move,
    Math.max(
      0,
      move.findIndex((one) => one === entry),
    ),
    failure,
  );
  return null;
}
