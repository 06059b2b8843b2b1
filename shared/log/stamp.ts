import * as v from 'valibot';
import type { DeviceId, InspectionId } from '../ids.ts';
import { canonicalText } from './canonical.ts';
import type { HashText } from './canonical.ts';
import type { Head, Reach } from './heads.ts';
import { Event } from './event.ts';
import type { EventWindow, Hlc } from './event.ts';
import type { Draft } from './events.ts';
import { nextHlc } from './hlc.ts';
import { payloadVersion, UPCASTERS } from './upcast.ts';
import type { Upcasters } from './upcast.ts';

/** Who writes, when, and where in the chain. */
export interface Stamp {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
  readonly author: string;
  /** Head of this device's stream; null: it is empty. */
  readonly head: Head | null;
  /** What the writer had seen of the other devices. */
  readonly deps: Reach;
  /** The window that writes, and what it had seen of this device's stream; absent: no window, and all of it. */
  readonly window?: EventWindow | undefined;
  /** Clocks of the stream's last event and of others just seen. */
  readonly last: Hlc | null;
  readonly seen: readonly Hlc[];
  /** Wall milliseconds since the epoch. */
  readonly now: number;
}

/** An event ready to be written: its canonical text is what is stored and hashed. */
export interface StampedEvent {
  readonly event: Event;
  readonly text: string;
  readonly head: Head;
}

/** Turns drafts into consecutive events of one stream; null where a draft has no canonical JSON (a broken character). */
export function stampDrafts(
  drafts: readonly Draft[],
  stamp: Stamp,
  hash: HashText,
  upcasters: Upcasters = UPCASTERS,
): StampedEvent[] | null {
  const stamped: StampedEvent[] = [];
  let head = stamp.head;
  let hlc = stamp.last;
  for (const { type, payload } of drafts) {
    // What was seen is behind the first of them already.
    hlc = nextHlc(hlc, stamp.now, stamped.length === 0 ? stamp.seen : []);
    const { inspection, device, author, deps } = stamp;
    const window = stamp.window === undefined ? {} : { window: stamp.window };
    const seq = (head?.seq ?? 0) + 1;
    const prev = head?.hash ?? null;
    const version = payloadVersion(type, upcasters);
    const text = canonicalText({
      type,
      v: version,
      inspection,
      device,
      seq,
      prev,
      hlc,
      deps,
      ...window,
      author,
      payload,
    });
    if (text === null) return null;
    head = { seq, hash: hash(text) };
    stamped.push({ event: v.parse(Event, JSON.parse(text)), text, head });
  }
  return stamped;
}
