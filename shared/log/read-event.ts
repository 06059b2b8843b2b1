import * as v from 'valibot';
import { Draft, PAYLOADS } from './event.ts';
import type { Event } from './event.ts';

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

function parse(event: Event): Reading {
  if (!Object.hasOwn(PAYLOADS, event.type)) return { draft: null, reason: 'unknown-type' };
  if (event.v !== EVENT_VERSION) return { draft: null, reason: 'newer-version' };
  const parsed = v.safeParse(Draft, { type: event.type, payload: event.payload });
  return parsed.success ? { draft: parsed.output } : { draft: null, reason: 'bad-payload' };
}
