import { hashBytes } from '#electron/services/disk/hash.ts';
import { partAfter } from '#electron/services/holdings/part-of.ts';
import { bytesOf, Unreadable } from '#electron/services/holdings/remote.ts';
import type { Content, SharedPlace } from '#electron/services/holdings/remote.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { farthestWay } from '#electron/services/sync/way.ts';
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
  const wayOf = (puts: readonly Put[]): readonly Put[] =>
    farthestWay(puts.map((put) => ({ ...put, after: put.part.after, head: put.part.head })));
  const whole = (stream: StreamId): StreamPart | null => {
    const way = wayOf(parts.get(keyOf(stream)) ?? []);
    const head = way.at(-1)?.part.head;
    const events = way.flatMap(({ part }) => part.events);
    const { inspection, device } = stream;
    return head === undefined ? null : { inspection, device, after: null, events, head };
  };
  return {
    inspections: async () => ok([...new Set([...parts.values()].flat().map(({ part }) => part.inspection))]),
    streams: async (_signal, of = null) =>
      ok(
        [...parts.values()].flatMap((puts) => {
          const last = wayOf(puts).at(-1);
          if (last === undefined || of?.has(last.part.inspection) === false) return [];
          const { inspection, device, head } = last.part;
          return [{ inspection, device, ...head, voucher: last.voucher }];
        }),
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
