import * as v from 'valibot';
import { DeviceId, Sha256 } from '../ids.ts';

/** The number of an event in its stream, from 1, without gaps. */
export const Seq = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));

/** How far: the number of the last event of each device's stream. A device that is not named: nothing of its stream. */
export const Reach = v.record(DeviceId, Seq);
export type Reach = v.InferOutput<typeof Reach>;

/** Where a stream ends: the number of its last event, and the hash that ties all before to it. */
export const Head = v.object({ seq: v.number(), hash: Sha256 });
export type Head = Readonly<v.InferOutput<typeof Head>>;

/** How far, and with which event each stream ends there. */
export const Heads = v.record(DeviceId, Head);
export type Heads = v.InferOutput<typeof Heads>;

/** Heads by device; the last one said of a device counts. */
export function headsOf(entries: Iterable<readonly [DeviceId, Head]>): Heads {
  const heads: Heads = {};
  for (const [device, head] of entries) heads[device] = head;
  return heads;
}

/**
 * A stream from elsewhere beside the one here: `new` and `longer` bring events; `same` and `shorter` have nothing to
 * bring; `fork`: both went on from a common beginning, or have none; `damaged-here`: nothing is written behind damage;
 * `repair`: damaged here, and replaced by what came together with what is sound here.
 */
export const StreamComparison = v.object({
  device: DeviceId,
  is: v.picklist(['new', 'longer', 'same', 'shorter', 'fork', 'damaged-here', 'repair']),
  /** Events that are not here and would come. */
  events: v.number(),
  /** Events here that are not there; they stay. */
  ahead: v.number(),
});
export type StreamComparison = v.InferOutput<typeof StreamComparison>;
