import type { Content, SharedPlace } from '#electron/services/holdings/remote.ts';
import { partUpTo } from '#electron/services/journal/stream-part.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { pathOf } from '#shared/holding/holding.ts';
import { err, ok } from '#shared/result.ts';
import { memoryPlace } from '#test/fakes/memory-place.ts';
import type { Memory } from '#test/fakes/memory-place.ts';
import { generateKey, goneOn, signedBy } from '#test/support/streams.ts';

/** What can go wrong between a laptop and a place, or in the place itself. */
export const FAULTS = [
  'lost-before',
  'lost-after',
  'put-twice',
  'put-part-of',
  'claimed-not-kept',
  'file-cut',
  'file-claimed-not-kept',
  'read-broken-off',
  'reads-other-bytes',
  'unreachable',
  'aborted',
  'full',
  'restored',
  'forged',
  'relayed-in-part',
  'restarted',
  'clock-wrong',
  'folder-set-back',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Says whether a fault happens now, and counts it. */
export type Dice = (fault: Fault, chance: number) => boolean;

/** A place in memory between which and a laptop things go wrong. */
export function faultyPlace(memory: Memory, dice: Dice): SharedPlace {
  const place = memoryPlace(memory);
  const away = () => err('sync.unreachable', { reason: 'SIM' });
  const reading = async <T>(task: () => Promise<T>): Promise<T | ReturnType<typeof away>> =>
    dice('unreachable', 0.02) ? away() : task();
  return {
    ...place,
    inspections: (signal) => reading(() => place.inspections(signal)),
    streams: (signal, of) => reading(() => place.streams(signal, of)),
    part: (stream, after, signal) => reading(() => place.part(stream, after, signal)),
    holding: (files, depth, signal) => reading(() => place.holding(files, depth, signal)),
    open: (file, signal) => brokenContent(place.open(file, signal), dice),
    putPart: async (part, voucher, signal) => {
      if (dice('lost-before', 0.05)) return away();
      if (dice('full', 0.02)) return err('sync.place-full', { reason: 'SIM' });
      if (dice('claimed-not-kept', 0.04)) return ok(null);
      if (dice('put-part-of', 0.05)) {
        await place.putPart(half(part), null, signal);
        return away();
      }
      const put = await place.putPart(part, voucher, signal);
      if (dice('put-twice', 0.05)) await place.putPart(part, voucher, signal);
      if (dice('forged', 0.03)) {
        const whole = await place.part(part, null, signal);
        const base = whole.ok && whole.value !== null ? whole.value : part;
        const forged = goneOn(base, '伪造');
        await place.putPart(forged, signedBy(generateKey(), forged), signal);
      }
      return dice('lost-after', 0.05) ? away() : put;
    },
    putFile: async (file, content, signal) => {
      if (dice('lost-before', 0.05)) return away();
      if (dice('file-claimed-not-kept', 0.05)) return ok(true);
      const put = await place.putFile(file, content, signal);
      const kept = memory.files.get(pathOf(file));
      if (kept !== undefined && dice('file-cut', 0.2)) memory.files.set(pathOf(file), [file, kept[1].subarray(0, 10)]);
      return dice('lost-after', 0.05) ? away() : put;
    },
  };
}

/** The first events of a part, as of an upload that was cut off. */
const half = (part: StreamPart): StreamPart => partUpTo(part, part.head.seq - Math.floor(part.events.length / 2));

async function* brokenContent(content: Content, dice: Dice): Content {
  for await (const piece of content) {
    if (dice('read-broken-off', 0.02)) return;
    if (dice('reads-other-bytes', 0.02)) {
      const other = Uint8Array.from(piece);
      other[0] = (other[0] ?? 0) ^ 1;
      yield other;
      continue;
    }
    yield piece;
  }
}
