import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { linkFault } from '#shared/log/chain.ts';
import type { Head } from '#shared/log/heads.ts';
import type { Event } from '#shared/log/event.ts';
import { readLine, scanStream } from './line.ts';
import type { Line } from './line.ts';

interface StreamId {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
}

const BOM = [0xef, 0xbb, 0xbf];
const CR = 0x0d;
const LF = 0x0a;

/**
 * The bytes of a stream as they were before a text editor saved them (without a byte order mark, CR before LF, empty lines
 * at the end, and with the end of the last line), where all of it then verifies to the end; null otherwise. None can be
 * part of a canonical event, so nothing is lost, and a line that only lacks its end is whole.
 */
export function withoutEditorMarks(bytes: Uint8Array, stream: StreamId, hash: HashText): Uint8Array | null {
  const start = BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  const endsLine = (index: number): boolean => index === bytes.length || bytes[index] === LF;
  const lines = bytes.filter((byte, index) => index >= start && !(byte === CR && endsLine(index + 1)));
  let end = lines.length;
  while (end > 0 && lines[end - 1] === LF) end -= 1;
  if (end === 0) return null;
  const plain = new Uint8Array(end + 1);
  plain.set(lines.subarray(0, end));
  plain[end] = LF;
  if (plain.length === bytes.length && start === 0 && lines.length === bytes.length) return null;
  return scanStream(plain, stream, hash).end.is === 'clean' ? plain : null;
}

/** A stream put together again: its events' texts in order, and the head they end in. */
export interface Mended {
  readonly events: readonly Event[];
  readonly head: Head;
}

/**
 * Continues `events` (up to `head`) with what the hash chain proves to come behind them among the lines of a damaged
 * file, whole batches only: a copy older than the damage costs none of the sound lines behind it.
 */
export function continueFrom({ events, head }: Mended, damaged: Uint8Array, stream: StreamId, hash: HashText): Mended {
  const found: Event[] = [];
  let batch: Event[] = [];
  let [end, whole] = [head, head];
  for (const line of linesOf(damaged)) {
    if (line === null || linkFault(line.event, stream, end) !== null) continue;
    end = { seq: line.event.seq, hash: hash(line.text) };
    batch.push(line.event);
    if (line.following > 0) continue;
    found.push(...batch);
    [batch, whole] = [[], end];
  }
  return { events: [...events, ...found], head: whole };
}

function linesOf(bytes: Uint8Array): (Line | null)[] {
  return Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => readLine(line));
}
