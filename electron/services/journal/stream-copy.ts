import type { StreamComparison } from '#shared/host/backup-records.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { Head } from '#shared/log/chain.ts';
import type { Event } from '#shared/log/event.ts';
import type { Stream } from './stream.ts';

/** A stream as it lies elsewhere, its chain verified. */
export interface StreamCopy {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
  readonly events: readonly Event[];
  readonly head: Head;
}

/** Holds a copy against the stream here (`own`: its events). Events are immutable, so only a longer copy brings any. */
export function compareCopy(stream: Stream | undefined, own: readonly Event[], copy: StreamCopy): StreamComparison {
  const { device, head } = copy;
  const answer = (is: StreamComparison['is'], events = 0, ahead = 0) => ({ device, is, events, ahead });
  const here = stream?.head ?? null;
  if (stream?.damage?.code === 'journal.damaged') return answer('damaged-here');
  if (here === null) return answer('new', head.seq);
  const shared = Math.min(here.seq, head.seq);
  if (hashAt(own, here, shared) !== hashAt(copy.events, head, shared)) return answer('fork');
  if (here.seq === head.seq) return answer('same');
  return here.seq > head.seq ? answer('shorter', 0, here.seq - head.seq) : answer('longer', head.seq - here.seq);
}

/** The hash of the event at `seq`: its successor names it, the head is the last one's. */
function hashAt(events: readonly Event[], head: Head, seq: number): Sha256 | null {
  return seq === head.seq ? head.hash : (events[seq]?.prev ?? null);
}
