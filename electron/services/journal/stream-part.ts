import { readRegular } from '#electron/services/disk/regular-file.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';
import type { Head, StreamComparison } from '#shared/log/heads.ts';
import { continueFrom } from './mend-stream.ts';
import type { Mended } from './mend-stream.ts';
import { hashAt, isBroken } from './stream.ts';
import type { Stream, StreamId } from './stream.ts';

/**
 * A stream as it lies elsewhere, or what comes in it behind an event that is known: `events` from `after` (null: from the
 * first) to `head`, their chain verified.
 */
export interface StreamPart extends StreamId {
  readonly after: Head | null;
  readonly events: readonly Event[];
  readonly head: Head;
}

/** The hash of the event at `seq` as a part tells it; null for one that lies outside it. */
export function hashIn(
  { after, events, head }: Pick<StreamPart, 'after' | 'events' | 'head'>,
  seq: number,
): Sha256 | null {
  const begun = after?.seq ?? 0;
  if (seq <= begun) return seq === begun ? (after?.hash ?? null) : null;
  return hashAt(events, { ...head, seq: head.seq - begun }, seq - begun);
}

/** What comes in a whole stream behind an event of it; all of it where that event is none of its own. */
export function partAfter(whole: StreamPart, after: Head | null): StreamPart {
  if (after === null || hashIn(whole, after.seq) !== after.hash) return whole;
  return { ...whole, after, events: whole.events.slice(after.seq) };
}

/** The hash of each event of a part, in order: every event names that of the one before. */
export function hashesIn({ events, head }: Pick<StreamPart, 'events' | 'head'>): Sha256[] {
  return [...events.slice(1).flatMap(({ prev }) => prev ?? []), ...(events.length > 0 ? [head.hash] : [])];
}

/** What of a part lies up to the event at `seq`, which is in it. */
export function partUpTo(part: StreamPart, seq: number): StreamPart {
  const hash = hashIn(part, seq);
  if (hash === null) throw new Error('the event is not in the part');
  return { ...part, events: part.events.slice(0, seq - (part.after?.seq ?? 0)), head: { seq, hash } };
}

/** What taking a part comes to, worked out against the stream as it stood with its end at `here`. */
export interface StreamPlan {
  readonly part: StreamPart;
  readonly comparison: StreamComparison;
  readonly here: Head | null;
  /** The whole stream that is to take the damaged one's place. */
  readonly mended: Mended | null;
  /** Up to which event it is what is here, or what is remembered to have been here: none of that is new. */
  readonly familiar: number;
}

/**
 * Holds a part against the stream here; `own` reads its events, which a part that begins where the stream ends has no need
 * of. Events are immutable, so only what goes further brings any. Over damage a whole stream is adopted only if it has
 * everything that is intact here; sound lines behind the damage that continue it come along, so nothing is lost by it.
 * `remembered`: how far the stream is known to have reached. Throws the system's error.
 */
export async function planPart(
  stream: Stream | undefined,
  own: () => Promise<readonly Event[]>,
  part: StreamPart,
  hash: HashText,
  remembered?: Head,
): Promise<StreamPlan> {
  const here = stream?.head ?? null;
  const plan = (comparison: StreamComparison, mended: Mended | null = null) => {
    const planned = { part, comparison, here, mended };
    return { ...planned, familiar: familiarIn(planned, remembered) };
  };
  if (stream !== undefined && isBroken(stream)) return planOverDamage(stream, part, hash, plan);
  return plan(await compared(here, own, part));
}

/** The hash chain ties all events before to one that is here or was; what a copy is mended with must lead there. */
function familiarIn(
  { part, comparison: { is }, here, mended }: Omit<StreamPlan, 'familiar'>,
  remembered: Head | undefined,
): number {
  const whole = mended === null ? part : { ...mended, after: null };
  const was = remembered !== undefined && hashIn(whole, remembered.seq) === remembered.hash ? remembered.seq : 0;
  const isHere = is === 'same' || is === 'shorter';
  const continues = is === 'longer' || is === 'repair';
  const stands = isHere ? part.head.seq : continues ? (here?.seq ?? 0) : 0;
  return Math.min(part.head.seq, Math.max(was, stands));
}

async function compared(
  here: Head | null,
  own: () => Promise<readonly Event[]>,
  part: StreamPart,
): Promise<StreamComparison> {
  const { after, head } = part;
  const answer = answerOf(part);
  // What it continues is not here: nothing can be said of it, and nothing written.
  if ((after?.seq ?? 0) > (here?.seq ?? 0)) return answer('damaged-here');
  if (here === null) return answer('new', head.seq);
  const shared = Math.min(here.seq, head.seq);
  const isEnd = after?.seq === here.seq;
  const events = isEnd ? [] : await own();
  const agrees = (seq: number): boolean => (isEnd ? here.hash : hashAt(events, here, seq)) === hashIn(part, seq);
  if (!agrees(shared) || (after !== null && !agrees(after.seq))) return answer('fork');
  if (here.seq === head.seq) return answer('same');
  return here.seq > head.seq ? answer('shorter', 0, here.seq - head.seq) : answer('longer', head.seq - here.seq);
}

const answerOf =
  ({ device }: StreamPart) =>
  (is: StreamComparison['is'], events = 0, ahead = 0): StreamComparison => ({ device, is, events, ahead });

async function planOverDamage(
  stream: Stream,
  part: StreamPart,
  hash: HashText,
  plan: (comparison: StreamComparison, mended?: Mended) => StreamPlan,
): Promise<StreamPlan> {
  const answer = answerOf(part);
  const intact = stream.head?.seq ?? 0;
  // What cannot be read cannot be kept either: such a file stays where it is until the system gives it out again.
  const isReadable = stream.damage?.code === 'journal.damaged';
  if (!isReadable || part.after !== null || part.head.seq < intact) return plan(answer('damaged-here'));
  if (stream.head !== null && hashIn(part, intact) !== stream.head.hash) return plan(answer('fork'));
  const mended = continueFrom(part, await readRegular(stream.path), stream, hash);
  const events = mended.head.seq - intact;
  return events === 0 ? plan(answer('damaged-here')) : plan(answer('repair', events), mended);
}
