import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import { canonicalText } from '#shared/log/canonical.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { linkFault } from '#shared/log/chain.ts';
import type { Head } from '#shared/log/heads.ts';
import { Event } from '#shared/log/event.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';

// A journal line is `<crc32> <event>` or, inside a batch, `<crc32> +<n> <event>` with n = how many lines of the batch
// follow. The CRC covers everything behind it. A batch counts only when its last line (without +n) is there: events
// saved together survive a crash together or not at all.
const LINE = /^([0-9a-f]{8}) (?:\+([1-9]\d{0,5}) )?(\{.*\})$/s;
const NEWLINE = 0x0a;

/** The bytes of one batch of canonical event texts. */
export function encodeBatch(texts: readonly string[]): Uint8Array {
  const lines = texts.map((text, index) => {
    const following = texts.length - 1 - index;
    const body = following === 0 ? text : `+${following} ${text}`;
    return `${crcOf(body)} ${body}\n`;
  });
  return Buffer.from(lines.join(''), 'utf8');
}

const crcOf = (text: string): string => crc32(Buffer.from(text, 'utf8')).toString(16).padStart(8, '0');

/** What a stream file holds. Bytes behind `length` belong to no complete batch. */
export interface StreamScan {
  readonly events: readonly Event[];
  readonly head: Head | null;
  /** Bytes up to the end of the last complete batch that verifies. */
  readonly length: number;
  /** How the file ends behind `length`: cleanly, in a write that never finished, or in damage at a line (from 1). */
  readonly end: { readonly is: 'clean' } | { readonly is: 'torn' } | { readonly is: 'damaged'; readonly line: number };
}

interface StreamName {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
}

interface Progress {
  readonly events: Event[];
  readonly batch: Event[];
  /** How many further lines the open batch announced; 0: none open. */
  due: number;
  head: Head | null;
  length: number;
}

/**
 * Reads a stream file: CRC, hash chain and batches of every line, which continue `after` (null: from the first event). What
 * a write cut short can leave behind (a last line without its end, a batch without its last line) is a torn tail; anything
 * else that does not verify is damage.
 */
export function scanStream(
  bytes: Uint8Array,
  stream: StreamName,
  hash: HashText,
  after: Head | null = null,
): StreamScan {
  const scan = scanning(bytes, stream, hash, after);
  for (;;) {
    const step = scan.next();
    if (step.done === true) return step.value;
  }
}

/** Reads a stream file as `scanStream` does, letting others work in between: for what comes from elsewhere at any size. */
export async function scanInPieces(bytes: Uint8Array, stream: StreamName, hash: HashText): Promise<StreamScan> {
  const scan = scanning(bytes, stream, hash, null);
  for (;;) {
    const step = scan.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Bytes that are read at a stretch: a few milliseconds. */
const PIECE = 128 * 1024;

function* scanning(
  bytes: Uint8Array,
  stream: StreamName,
  hash: HashText,
  after: Head | null,
): Generator<undefined, StreamScan> {
  const progress: Progress = { events: [], batch: [], due: 0, head: after, length: 0 };
  let committed: Head | null = null;
  let [at, paused] = [0, 0];
  for (let line = 1; at < bytes.length; line += 1) {
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) return finish(progress, committed, { is: 'torn' });
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('utf8');
    if (!takeLine(text, stream, hash, progress)) return finish(progress, committed, { is: 'damaged', line });
    at = end + 1;
    if (at - paused > PIECE) {
      paused = at;
      yield;
    }
    if (progress.due > 0) continue;
    progress.events.push(...progress.batch.splice(0));
    progress.length = at;
    committed = progress.head;
  }
  return finish(progress, committed, progress.batch.length > 0 ? { is: 'torn' } : { is: 'clean' });
}

function finish(progress: Progress, head: Head | null, end: StreamScan['end']): StreamScan {
  return { events: progress.events, head, length: progress.length, end };
}

/** Takes one verified line into the open batch; false: it does not verify. */
function takeLine(
  line: string,
  stream: { readonly inspection: InspectionId; readonly device: DeviceId },
  hash: HashText,
  progress: Progress,
): boolean {
  const read = readLine(line);
  if (read === null) return false;
  const { event, text, following } = read;
  const isNext = progress.batch.length === 0 || following === progress.due - 1;
  if (!isNext || linkFault(event, stream, progress.head) !== null) return false;
  progress.head = { seq: event.seq, hash: hash(text) };
  progress.due = following;
  progress.batch.push(event);
  return true;
}

/** A line by itself: its event, the text that is hashed, and how many lines of its batch follow. */
export interface Line {
  readonly event: Event;
  readonly text: string;
  readonly following: number;
}

/** Reads a line without its end; null where its CRC or its event does not verify. */
export function readLine(line: string): Line | null {
  const [, crc, following = '0', text = ''] = LINE.exec(line) ?? [];
  if (crc === undefined || crc !== crcOf(line.slice(9))) return null;
  const event = parseEvent(text);
  return event === null ? null : { event, text, following: Number(following) };
}

/** The event of a canonical text; null for anything else, because `prev` is the hash of exactly that text. */
function parseEvent(text: string): Event | null {
  try {
    const parsed = v.safeParse(Event, JSON.parse(text));
    return parsed.success && canonicalText(parsed.output) === text ? parsed.output : null;
  } catch {
    return null;
  }
}
