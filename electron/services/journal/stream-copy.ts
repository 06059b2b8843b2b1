import { readRegular } from '#electron/services/disk/regular-file.ts';
import type { StreamComparison, Head } from '#shared/log/heads.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import { continueFrom } from './mend-stream.ts';
import type { Mended } from './mend-stream.ts';
import { hashAt, isBroken } from './stream.ts';
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
  if (stream !== undefined && isBroken(stream)) return answer('damaged-here');
  if (here === null) return answer('new', head.seq);
  const shared = Math.min(here.seq, head.seq);
  if (hashAt(own, here, shared) !== hashAt(copy.events, head, shared)) return answer('fork');
  if (here.seq === head.seq) return answer('same');
  return here.seq > head.seq ? answer('shorter', 0, here.seq - head.seq) : answer('longer', head.seq - here.seq);
}

/** What adopting a copy comes to; `mended` set: the whole stream that is to take the damaged one's place. */
export interface Adoption {
  readonly comparison: StreamComparison;
  readonly mended: Mended | null;
}

/**
 * Holds a copy against the stream here. Over damage a copy is adopted only if it has everything that is intact here;
 * sound lines behind the damage that continue the copy come along, so nothing is lost by it. Throws the system's error.
 */
export async function planAdoption(
  stream: Stream | undefined,
  own: readonly Event[],
  copy: StreamCopy,
  hash: HashText,
): Promise<Adoption> {
  const comparison = compareCopy(stream, own, copy);
  // What cannot be read cannot be kept either: such a file stays where it is until the system gives it out again.
  const isReadable = stream?.damage?.code === 'journal.damaged';
  if (comparison.is !== 'damaged-here' || stream === undefined || !isReadable) return { comparison, mended: null };
  const intact = stream.head?.seq ?? 0;
  if (copy.head.seq < intact) return { comparison, mended: null };
  const isFork = stream.head !== null && hashAt(copy.events, copy.head, intact) !== stream.head.hash;
  if (isFork) return { comparison: { ...comparison, is: 'fork' }, mended: null };
  const mended = continueFrom(copy, await readRegular(stream.path), stream, hash);
  const events = mended.head.seq - intact;
  if (events === 0) return { comparison, mended: null };
  return { comparison: { ...comparison, is: 'repair', events }, mended };
}
