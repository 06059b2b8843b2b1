import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import { refusedDraft } from '#shared/host/refused-draft.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Failure } from '#shared/result.ts';
import type { Saved } from './saved.ts';
import type { Call, Pending } from './send-queue.ts';
import type { Unsaved } from './unsaved.ts';

/** What sending works with. */
export interface SendParts {
  readonly host: HostApi;
  readonly inspection: InspectionId;
  readonly saved: Saved;
  readonly unsaved: Unsaved;
  /** Told of what was entered in one move and is set aside. */
  readonly onRefused: (move: readonly Pending[]) => void;
}

/** Asks for the next write. Answers why nothing more can be sent now; null: the rest can go on. */
export async function sendNext(parts: SendParts): Promise<Failure<ErrorCode> | null> {
  const { host, inspection, saved, unsaved } = parts;
  const call = unsaved.queue.next();
  if (call === null) return null;
  const { window, seen, entries } = call;
  const drafts = entries.map((entry) => entry.draft);
  const appended = await host.call('inspection:append-events', { inspection, drafts, seen, window });
  if (!appended.ok) return refused(parts, call, appended.error);
  const unread = await saved.takeOwn(appended.value);
  if (unread !== null) return unread;
  unsaved.written(call, appended.value.events);
  return null;
}

function refused(parts: SendParts, call: Call, failure: Failure<ErrorCode>): Failure<ErrorCode> | null {
  const { unsaved, onRefused } = parts;
  const { queue } = unsaved;
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
  const at = move.findIndex((one) => one === entry);
  unsaved.refused(move, Math.max(0, at), failure);
  onRefused(move);
  return null;
}
