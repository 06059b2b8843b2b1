import * as v from 'valibot';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { Seq } from '#shared/log/heads.ts';
import { SignedHead } from '#shared/log/voucher.ts';

/** Where a place keeps what it saw, from one start to the next. It may be lost or old: then all is asked for again. */
export interface PlaceMemory {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** An event that nothing goes on from, and what is signed of it; where nobody signed it, of the last one before that somebody did. */
const SeenEnd = v.strictObject({ seq: Seq, hash: Sha256, vouchers: v.array(SignedHead) });
export type SeenEnd = v.InferOutput<typeof SeenEnd>;

/** How far a stream goes there by the ids of its documents. */
const SeenStream = v.strictObject({
  inspection: InspectionId,
  device: DeviceId,
  /** The farthest first; none: its beginning is not there. */
  ends: v.array(SeenEnd),
  /** Whether there is more than leads to one end: a fork, or what lies behind a gap. */
  loose: v.boolean(),
});
export type SeenStream = v.InferOutput<typeof SeenStream>;

/** What was seen of a server. */
const Seen = v.strictObject({
  format: v.literal(2),
  /** The server's own id. */
  server: v.string(),
  /** Where its feed of changes is gone on from. */
  since: v.string(),
  /** What we last raised our counter in its memory to: a server with less has lost its memory, and our `since` with it. */
  counter: Count,
  /** When all that is there was last looked at, by the wall clock here. */
  wholeAt: v.number(),
  streams: v.array(SeenStream),
  /** Documents whose text is not what their id says. */
  forged: v.array(v.string()),
});
export type Seen = v.InferOutput<typeof Seen>;

/** What is remembered; null: nothing, or nothing that can be used. */
export async function readSeen(memory: PlaceMemory): Promise<Seen | null> {
  const read = v.safeParse(Seen, await orNull(memory.read()));
  return read.success ? read.output : null;
}

/** Remembers what was seen. What the disk refuses costs no more than looking at all of it the next time. */
export const writeSeen = async (memory: PlaceMemory, seen: Seen): Promise<void> =>
  void (await orNull(memory.write(seen)));

async function orNull(task: Promise<unknown>): Promise<unknown> {
  try {
    return await task;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
}
