import type { DeviceId } from '../ids.ts';
import type { Event, Hlc } from './event.ts';
import type { Heads, Reach } from './heads.ts';

/** Names one event of an inspection. */
export interface EventRef {
  readonly device: DeviceId;
  readonly seq: number;
}

/** The name of an event. */
export const refOf = (event: EventRef): EventRef => ({ device: event.device, seq: event.seq });

/** The last event of a device's stream within a reach; 0: none. */
export function seqIn(reach: Reach, device: DeviceId): number {
  return reach[device] ?? 0;
}

/** As far as either; keys sorted, so that equal reaches have equal JSON. */
export function mergeReach(a: Reach, b: Reach): Reach {
  const merged = new Map<string, number>(Object.entries(a));
  for (const [device, seq] of Object.entries(b)) merged.set(device, Math.max(merged.get(device) ?? 0, seq));
  return fromReaches(merged);
}

/** As far as both: what is left of `a` once cut down to `limit`. */
export function limitReach(a: Reach, limit: Reach): Reach {
  const limits = new Map<string, number>(Object.entries(limit));
  return fromReaches(Object.entries(a).map(([device, seq]) => [device, Math.min(seq, limits.get(device) ?? 0)]));
}

/** A reach without one device. */
export function withoutDevice(reach: Reach, device: DeviceId): Reach {
  return fromReaches(Object.entries(reach).filter(([name]) => name !== device));
}

/** How far `events` reach: the highest number of each device among them. */
export function reachOf(events: Iterable<EventRef>): Reach {
  const reaches = new Map<string, number>();
  for (const { device, seq } of events) reaches.set(device, Math.max(reaches.get(device) ?? 0, seq));
  return fromReaches(reaches);
}

/** How far streams reach that end in these heads. */
export function reachOfHeads(heads: Heads): Reach {
  return fromReaches(Object.entries(heads).map(([device, { seq }]) => [device, seq]));
}

/** Whether `a` reaches at least as far as `b` in every stream. */
export function reachesAsFar(a: Reach, b: Reach): boolean {
  const reaches = new Map<string, number>(Object.entries(a));
  return Object.entries(b).every(([device, seq]) => (reaches.get(device) ?? 0) >= seq);
}

function fromReaches(reaches: Iterable<readonly [string, number]>): Reach {
  const known = [...reaches].filter(([, seq]) => seq > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries<number>(known);
}

/** Whether the writer of `b` had seen `a`. Clocks have no say. */
export function happenedBefore(a: Event, b: Event): boolean {
  return a.device === b.device ? a.seq < b.seq && sawOfOwn(b, a) : seqIn(b.deps, a.device) >= a.seq;
}

/** Whether the writer of `b` had seen an earlier event of the same stream: one window does not see what another enters. */
function sawOfOwn({ window }: Event, a: Event): boolean {
  return window?.seen === undefined || a.seq <= window.seen || a.window?.id === window.id;
}

/** Whether neither writer had seen the other's event. */
export function concurrent(a: Event, b: Event): boolean {
  return !happenedBefore(a, b) && !happenedBefore(b, a);
}

/** Orders clocks: wall milliseconds, then the counter within one. */
export function compareHlc(a: Hlc, b: Hlc): number {
  return a.wall - b.wall || a.count - b.count;
}

/** The tie-break between truly concurrent writes: clock, then device, then seq. Never used against causality. */
export function compareByClock(a: Event, b: Event): number {
  return compareHlc(a.hlc, b.hlc) || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0) || a.seq - b.seq;
}
