import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Head } from '#shared/log/heads.ts';

/** What is intact of a stream's bytes, as a whole; null where that is nothing. */
export function wholeOf(bytes: Uint8Array, { inspection, device }: StreamId, hash: HashText): StreamPart | null {
  const { events, head } = scanStream(bytes, { inspection, device }, hash);
  return head === null ? null : { inspection, device, after: null, events, head };
}

/** What comes in a whole stream behind an event of it; all of it where that event is none of its own. */
export function partAfter(whole: StreamPart, after: Head | null): StreamPart {
  if (after === null || hashIn(whole, after.seq) !== after.hash) return whole;
  return { ...whole, after, events: whole.events.slice(after.seq) };
}
