import type { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { canonicalText } from './canonical.ts';
import type { HashText } from './canonical.ts';
import type { Event } from './event.ts';
import type { Head } from './heads.ts';

export type ChainFault = 'wrong-inspection' | 'wrong-device' | 'gap' | 'wrong-prev' | 'not-json';

/** How far a stream holds: `intact` events from the start, the head they end in, and what is wrong with the next. */
export interface ChainCheck {
  readonly intact: number;
  readonly head: Head | null;
  readonly fault: ChainFault | null;
}

/** The SHA-256 of an event's canonical text, which the next event of its stream names as `prev`; null: not JSON. */
export function eventHash(event: Event, hash: HashText): Sha256 | null {
  const text = canonicalText(event);
  return text === null ? null : hash(text);
}

/** What is wrong with `event` as the successor of `head` in the stream (inspection, device); null: it fits. */
export function linkFault(
  event: Event,
  stream: { readonly inspection: InspectionId; readonly device: DeviceId },
  head: Head | null,
): ChainFault | null {
  if (event.inspection !== stream.inspection) return 'wrong-inspection';
  if (event.device !== stream.device) return 'wrong-device';
  if (event.seq !== (head?.seq ?? 0) + 1) return 'gap';
  return event.prev === (head?.hash ?? null) ? null : 'wrong-prev';
}

/** Verifies a stream, or its continuation `after` a known head: no gap, every `prev` right, nothing foreign. */
export function verifyStream(
  events: readonly Event[],
  stream: { readonly inspection: InspectionId; readonly device: DeviceId },
  hash: HashText,
  after: Head | null = null,
): ChainCheck {
  let head = after;
  for (const [intact, event] of events.entries()) {
    const fault = linkFault(event, stream, head);
    const own = eventHash(event, hash);
    if (fault !== null || own === null) return { intact, head, fault: fault ?? 'not-json' };
    head = { seq: event.seq, hash: own };
  }
  return { intact: events.length, head, fault: null };
}
