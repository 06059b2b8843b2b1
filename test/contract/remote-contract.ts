import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import { bytesOf, Unreadable } from '#electron/services/holdings/remote.ts';
import type { Remote } from '#electron/services/holdings/remote.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { signatureHolds } from '#electron/services/trust/device-key.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { eventHash, verifyStream } from '#shared/log/chain.ts';
import type { Head } from '#shared/log/heads.ts';
import { headText } from '#shared/log/voucher.ts';
import { device } from '#test/shared/log/events.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

/** What is to be held: whole streams, and files with their bytes. */
export interface Held {
  readonly streams: readonly StreamPart[];
  readonly files: readonly (readonly [FileHolding, Uint8Array])[];
}

/** A place to be tried, and what it holds. */
export interface RemoteUnderTest {
  readonly remote: Remote;
  readonly held: Held;
  end(): Promise<void>;
}

const NEVER = new AbortController().signal;
const NOWHERE = { is: 'original', sha256: hashBytes(Buffer.from('nowhere')) } as const;

/** What every place that holds things must do, whatever it is made of. */
export function remoteContract(name: string, open: () => Promise<RemoteUnderTest>): void {
  describe(`a place to take things from: ${name}`, () => {
    let tried: RemoteUnderTest;
    beforeAll(async () => {
      tried = await open();
    }, 60_000);
    afterAll(() => tried.end());
    const partOf = async (stream: StreamPart, after: Head | null) =>
      valueOf(await tried.remote.part(stream, after, NEVER));

    it('tells how far each stream goes before any of it is fetched, under the signature of its device', async () => {
      const streams = valueOf(await tried.remote.streams(NEVER));
      const reached = ({ inspection, device: of, seq }: (typeof streams)[number]) => `${inspection} ${of} ${seq}`;
      const wanted = tried.held.streams.map(({ inspection, device: of, head }) => `${inspection} ${of} ${head.seq}`);
      expect(streams.map(reached).toSorted()).toEqual(wanted.toSorted());
      // What a place does not tell is no fault; what it tells is true.
      const heads = new Map(tried.held.streams.map((stream) => [stream.device, stream.head.hash]));
      expect(streams.filter(({ device: of, hash }) => hash !== null && hash !== heads.get(of))).toEqual([]);
      const isForged = ({ voucher, ...stream }: (typeof streams)[number]): boolean =>
        voucher !== null && !signatureHolds(voucher, headText(stream, voucher));
      expect(streams.filter(isForged)).toEqual([]);
    });

    it('answers a stream from its first event, verified to its end', async () => {
      for (const stream of tried.held.streams) expect(await partOf(stream, null)).toMatchObject(plain(stream));
    });

    it('answers what comes behind any event of a stream, and nothing behind its last', async () => {
      for (const stream of tried.held.streams) {
        for (const seq of new Set([1, Math.ceil(stream.head.seq / 2), stream.head.seq])) {
          const after = headAt(stream, seq);
          const part = await partOf(stream, after);
          expect(part).toMatchObject({ after, head: stream.head, events: stream.events.slice(seq) });
          expect(verifyStream(part?.events ?? [], stream, hashText, after)).toMatchObject({
            head: stream.head,
            fault: null,
          });
        }
      }
    });

    it('answers all of a stream to one who has another event there, or more of it, so that this shows', async () => {
      const [stream] = tried.held.streams;
      if (stream === undefined) throw new Error('nothing is held');
      const other = hashText('another event');
      expect(await partOf(stream, { seq: 1, hash: other })).toMatchObject(plain(stream));
      expect(await partOf(stream, { seq: stream.head.seq + 5, hash: other })).toMatchObject(plain(stream));
      expect(await partOf({ ...stream, device: device('stranger') }, null)).toBeNull();
    });

    it('names its files, and gives each out piece by piece', async () => {
      const files = valueOf(await tried.remote.files(NEVER));
      expect(files.map(({ file }) => pathOf(file)).toSorted()).toEqual(
        tried.held.files.map(([file]) => pathOf(file)).toSorted(),
      );
      for (const [file, content] of tried.held.files) {
        const given = await bytesOf(tried.remote.open(file, NEVER));
        expect(given.equals(content)).toBe(true);
        const told = files.find((one) => pathOf(one.file) === pathOf(file))?.bytes ?? content.length;
        expect(told).toBe(content.length);
      }
    });

    it('says of a file that is not there that it cannot be read, and stops where nobody wants it any more', async () => {
      await expect(bytesOf(tried.remote.open(NOWHERE, NEVER))).rejects.toBeInstanceOf(Unreadable);
      const [[file] = []] = tried.held.files;
      if (file === undefined) throw new Error('nothing is held');
      const reason = new Error('no longer wanted');
      await expect(bytesOf(tried.remote.open(file, AbortSignal.abort(reason)))).rejects.toBe(reason);
    });
  });
}

const plain = ({ inspection, device: of, after, events, head }: StreamPart) => ({
  inspection,
  device: of,
  after,
  events,
  head,
});

function headAt({ events }: StreamPart, seq: number): Head {
  const event = events[seq - 1];
  const hash = event === undefined ? null : eventHash(event, hashText);
  if (hash === null) throw new Error('no such event');
  return { seq, hash };
}
