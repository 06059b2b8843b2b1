import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { scanStream } from '#electron/services/journal/line.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import type { HashText } from '#shared/log/canonical.ts';

/** What is intact of a stream's bytes, as a whole; null where that is nothing. */
export function wholeOf(bytes: Uint8Array, { inspection, device }: StreamId, hash: HashText): StreamPart | null {
  const { events, head } = scanStream(bytes, { inspection, device }, hash);
  return head === null ? null : { inspection, device, after: null, events, head };
}
