import * as v from 'valibot';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { Reach, Seq } from './heads.ts';

/** Hybrid logical clock: wall milliseconds since the epoch as the writer saw them, and a counter within one. */
export const Hlc = v.strictObject({
  wall: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Hlc = v.InferOutput<typeof Hlc>;

/** One call by which a window asks for events: `no` counts its calls, so that the same one asked for again is known. */
export const WindowCall = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,40}$/)),
  no: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)),
});
export type WindowCall = v.InferOutput<typeof WindowCall>;

/**
 * The window that asked for an event; several of one device write its one stream. `seen`: how far that window had seen
 * this stream, its own events aside, where that was not all of it. What is behind that, and another window's, it had not
 * seen.
 */
export const EventWindow = v.strictObject({
  ...WindowCall.entries,
  seen: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))),
});
export type EventWindow = v.InferOutput<typeof EventWindow>;

/**
 * One immutable fact of an inspection. `seq` has no gaps within (inspection, device); `prev` is the SHA-256 of the
 * canonical (RFC 8785) previous event of that stream, null for the first; `deps` is what the writer had seen
 * of other streams, and `window` of its own; without one, as in all events of earlier programs, all of it.
 * An unknown `type` is kept, forwarded and shown as needing a newer version: it is never dropped.
 */
export const Event = v.strictObject({
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  v: v.pipe(v.number(), v.integer(), v.minValue(1)),
  inspection: InspectionId,
  device: DeviceId,
  seq: Seq,
  prev: v.nullable(Sha256),
  hlc: Hlc,
  deps: Reach,
  window: v.optional(EventWindow),
  author: v.pipe(v.string(), v.maxLength(40)),
  payload: v.record(v.string(), v.unknown()),
});
export type Event = v.InferOutput<typeof Event>;
