import * as v from 'valibot';
import { PAYLOADS } from './event.ts';
import type { Draft, Event, EventType } from './event.ts';

/** The version of the payloads in `event.ts`; an event of a later one is kept, not guessed at. */
export const EVENT_VERSION = 1;

export type Unreadable = 'unknown-type' | 'newer-version' | 'bad-payload';

/** An event as this version understands it, or why it does not. */
export type Reading = { readonly draft: Draft } | { readonly draft: null; readonly reason: Unreadable };

// Events are immutable and folded again and again; parsing dominates the fold, so each is parsed once.
const readings = new WeakMap<Event, Reading>();

/** Parses an event's payload by its type's schema. Never throws, never drops: what cannot be read is named. */
export function readEvent(event: Event): Reading {
  const known = readings.get(event);
  if (known !== undefined) return known;
  const reading = parse(event);
  readings.set(event, reading);
  return reading;
}

function parse({ type, v: version, payload }: Event): Reading {
  if (!isKnown(type)) return { draft: null, reason: 'unknown-type' };
  if (version !== EVENT_VERSION) return { draft: null, reason: 'newer-version' };
  const schema: v.GenericSchema = PAYLOADS[type];
  const parsed = v.safeParse(schema, payload);
  // The schema of this very type made the payload; looking it up loses the tie between the two for the compiler.
  return parsed.success ? { draft: { type, payload: parsed.output } as Draft } : { draft: null, reason: 'bad-payload' };
}

const isKnown = (type: string): type is EventType => Object.hasOwn(PAYLOADS, type);
