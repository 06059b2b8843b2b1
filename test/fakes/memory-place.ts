import { hashBytes } from '#electron/services/disk/hash.ts';
import { hashesIn, partAfter, partUpTo } from '#electron/services/journal/stream-part.ts';
import { bytesOf, Unreadable } from '#electron/services/holdings/remote.ts';
import type { Content, RemoteStreamId, SharedPlace } from '#electron/services/holdings/remote.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { distinctVouchers, waysThrough } from '#electron/services/sync/ways/ways.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import { ok } from '#shared/result.ts';

interface Put {
  readonly part: StreamPart;
  readonly voucher: SignedHead | null;
}

/** What a place without a disk holds: several laptops may look at it, each through a `memoryPlace` of its own. */
export interface Memory {
  readonly parts: Map<string, Put[]>;
  readonly files: Map<string, readonly [FileHolding, Uint8Array]>;
}

export const emptyMemory = (): Memory => ({ parts: new Map(), files: new Map() });

/** A place without a disk. */
export function memoryPlace({ parts, files }: Memory): SharedPlace {
  const keyOf = ({ inspection, device }: StreamId): string => `${inspection} ${device}`;
  const putsOf = (stream: StreamId) => parts.get(keyOf(stream)) ?? [];
  const waysOf = (stream: StreamId) =>
    waysThrough(putsOf(stream).map(({ part, voucher }) => ({ part, voucher, ...part, hashes: hashesIn(part) })));
  const whole = ({ inspection, device, ...wanted }: RemoteStreamId): StreamPart | null => {
    const ways = waysOf({ inspection, device });
    const head = ways.ends.find(({ seq, hash }) => (wanted.seq ?? seq) === seq && (wanted.hash ?? hash) === hash);
    if (head === undefined) return null;
    const events = ways.to(head).flatMap(({ piece, upTo }) => partUpTo(piece.part, upTo).events);
    return { inspection, device, after: null, events, head };
  };
  const endsOf = ({ inspection, device }: StreamId) => {
    const ways = waysOf({ inspection, device });
    return ways.ends.flatMap((end) => {
      const puts = putsOf({ inspection, device });
      const ofEnd = puts.flatMap(({ part, voucher }) =>
        part.head.hash === end.hash && voucher !== null ? [voucher] : [],
      );
      const onWay = ways.to(end).flatMap(({ piece }) => piece.voucher ?? []);
      const vouchers = distinctVouchers(ofEnd, onWay);
      return vouchers.map((voucher) => ({ inspection, device, ...end, voucher }));
    });
  };
  return {
    inspections: async () => ok([...new Set([...parts.values()].flat().map(({ part }) => part.inspection))]),
    streams: async (_signal, of = null) =>
      ok(
        [...parts.values()].flatMap(([first]) =>
          first === undefined || of?.has(first.part.inspection) === false ? [] : endsOf(first.part),
        ),
      ),
    part: async (stream, after) => {
      const found = whole(stream);
      return ok(found === null ? null : partAfter(found, after));
    },
    files: async () => ok([...files.values()].map(([file, { length }]) => ({ file, bytes: length }))),
    async *open(file: FileHolding, signal: AbortSignal): Content {
      const found = files.get(pathOf(file));
      if (found === undefined) throw new Unreadable('ENOENT');
      for (let at = 0; at < found[1].length; at += 1000) {
        signal.throwIfAborted();
        yield found[1].subarray(at, at + 1000);
      }
    },
    holding: async (asked) => {
      const isThere = ({ file, bytes }: (typeof asked)[number]): boolean => {
        const length = files.get(pathOf(file))?.[1].length;
        return length !== undefined && length === (bytes ?? length);
      };
      return ok(new Set(asked.filter(isThere).map(({ file }) => pathOf(file))));
    },
    putPart: async (part, voucher) => {
      if (part.events.length > 0) parts.set(keyOf(part), [...(parts.get(keyOf(part)) ?? []), { part, voucher }]);
      return ok(null);
    },
    putFile: async (file, content) => {
      const bytes = await bytesOf(content);
      if (hashBytes(bytes) !== file.sha256) return ok(false);
      files.set(pathOf(file), [file, bytes]);
      return ok(true);
    },
  };
}
