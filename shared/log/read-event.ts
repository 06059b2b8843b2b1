import * as v from 'valibot';
import { unfitIn } from '../reading/unfit.ts';
import type { Event } from './event.ts';
import { EVENTS, isEventType } from './events.ts';
import type { Draft } from './events.ts';
import { upcast, UPCASTERS } from './upcast.ts';
import type { Upcasters } from './upcast.ts';

export type Unreadable = 'unknown-type' | 'newer-version' | 'bad-payload';

/** An event as this version understands it, or why it does not. */
export type Reading = { readonly draft: Draft } | { readonly draft: null; readonly reason: Unreadable };

/** Parses an event's payload by its type's schema. Never throws, never drops: what cannot be read is named. */
export type ReadEvent = (event: Event) => Reading;

/** Reads events of all versions up to today's, brought forward by `upcasters`; the event itself stays as it is. */
export function createReader(upcasters: Upcasters): ReadEvent {
  // Events are immutable and folded again and again; parsing dominates the fold, so each is parsed once.
  const readings = new WeakMap<Event, Reading>();
  return (event) => {
    const known = readings.get(event);
    if (known !== undefined) return known;
    const reading = parse(event, upcasters);
    readings.set(event, reading);
    return reading;
  };
}

/** The product's own reader. */
export const readEvent: ReadEvent = createReader(UPCASTERS);

function parse({ type, v: version, payload }: Event, upcasters: Upcasters): Reading {
  if (!isEventType(type)) return { draft: null, reason: 'unknown-type' };
  // A name that the parser of records would drop without a word.
  if (unfitIn(payload) !== null) return { draft: null, reason: 'bad-payload' };
  const present = upcast(type, version, payload, upcasters);
  if (present === null) return { draft: null, reason: 'newer-version' };
  const recorded: v.GenericSchema<unknown, Draft> = EVENTS[type].recorded;
  const parsed = v.safeParse(recorded, { type, payload: present });
  return parsed.typed && (parsed.issues ?? []).every(isOnlyMany)
    ? { draft: parsed.output }
    : { draft: null, reason: 'bad-payload' };
}

/** More boxes or entries than may be written today. They were written once, and reading them costs no more than each. */
const isOnlyMany = ({ kind, type, input }: v.BaseIssue<unknown>): boolean =>
  kind === 'validation' && (type === 'max_entries' || (type === 'max_length' && Array.isArray(input)));
