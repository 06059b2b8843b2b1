import type { DeviceId } from '../ids.ts';
import type { Event, Hlc, VersionVector } from './event.ts';

/** Names one event of an inspection. */
export interface EventRef {
  readonly device: DeviceId;
  readonly seq: number;
}

/** The name of an event. */
export const refOf = (event: EventRef): EventRef => ({ device: event.device, seq: event.seq });

/** How far `vector` reaches into a device's stream; 0: not at all. */
export function reach(vector: VersionVector, device: DeviceId): number {
  return vector[device] ?? 0;
}

/** The vector that reaches as far as either; keys sorted, so that equal vectors have equal JSON. */
export function mergeVectors(a: VersionVector, b: VersionVector): VersionVector {
  const merged = new Map<string, number>(Object.entries(a));
  for (const [device, seq] of Object.entries(b)) merged.set(device, Math.max(merged.get(device) ?? 0, seq));
  return fromReaches(merged);
}

/** The vector that reaches as far as both: what is known of `a` once cut down to `limit`. */
export function limitVector(a: VersionVector, limit: VersionVector): VersionVector {
  const limits = new Map<string, number>(Object.entries(limit));
  return fromReaches(Object.entries(a).map(([device, seq]) => [device, Math.min(seq, limits.get(device) ?? 0)]));
}

/** The vector without one device. */
export function withoutDevice(vector: VersionVector, device: DeviceId): VersionVector {
  return fromReaches(Object.entries(vector).filter(([name]) => name !== device));
}

/** The highest `seq` of each device among `events`. */
export function vectorOf(events: Iterable<EventRef>): VersionVector {
  const reaches = new Map<string, number>();
  for (const { device, seq } of events) reaches.set(device, Math.max(reaches.get(device) ?? 0, seq));
  return fromReaches(reaches);
}

/** Whether `a` reaches at least as far as `b` in every stream. */
export function covers(a: VersionVector, b: VersionVector): boolean {
  const reaches = new Map<string, number>(Object.entries(a));
  return Object.entries(b).every(([device, seq]) => (reaches.get(device) ?? 0) >= seq);
}

function fromReaches(reaches: Iterable<readonly [string, number]>): VersionVector {
  const known = [...reaches].filter(([, seq]) => seq > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries<number>(known);
}

/** Whether the writer of `b` had seen `a`. Clocks have no say. */
export function happenedBefore(a: Event, b: Event): boolean {
  return a.device === b.device ? a.seq < b.seq && sawOfOwn(b, a) : reach(b.deps, a.device) >= a.seq;
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
