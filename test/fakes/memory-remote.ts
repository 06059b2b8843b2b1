import { partAfter } from '#electron/services/holdings/part-of.ts';
import { Unreadable } from '#electron/services/holdings/remote.ts';
import type { Content, Remote } from '#electron/services/holdings/remote.ts';
import type { StreamPart } from '#electron/services/journal/stream-part.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { ok } from '#shared/result.ts';

/** What is to be held: whole streams, and files with their bytes. */
export interface Held {
  readonly streams: readonly StreamPart[];
  readonly files: readonly (readonly [FileHolding, Uint8Array])[];
}

/** A place without a disk. */
export function memoryRemote({ streams, files }: Held): Remote {
  const bytes = new Map(files.map(([file, content]) => [pathOf(file), content]));
  async function* contentOf(file: FileHolding, signal: AbortSignal): Content {
    const content = bytes.get(pathOf(file));
    if (content === undefined) throw new Unreadable('ENOENT');
    for (let at = 0; at < content.length; at += 1000) {
      signal.throwIfAborted();
      yield content.subarray(at, at + 1000);
    }
  }
  return {
    streams: async () =>
      ok(streams.map(({ inspection, device, head }) => ({ inspection, device, ...head, voucher: null }))),
    part: async ({ inspection, device }, after) => {
      const whole = streams.find((one) => one.inspection === inspection && one.device === device);
      return ok(whole === undefined ? null : partAfter(whole, after));
    },
    files: async () => ok(files.map(([file, content]) => ({ file, bytes: content.length }))),
    open: contentOf,
  };
}
