import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { DeviceId } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import { SignedHead } from '#shared/log/voucher.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

const HeadHere = v.strictObject({ seq: SignedHead.entries.seq, hash: SignedHead.entries.hash });

const VouchedFile = v.strictObject({
  format: v.literal(1),
  streams: v.record(DeviceId, v.array(SignedHead)),
  /** Streams that came from an earlier version of the program, with nobody's signature, and how far they went then. */
  unsigned: v.optional(v.record(DeviceId, HeadHere), {}),
});
type VouchedFile = v.InferOutput<typeof VouchedFile>;

const NONE: VouchedFile = { format: 1, streams: {}, unsigned: {} };

/** How many heads of a stream are kept: the one it stands at, and the one it was about to be brought to. */
const KEPT = 2;

/**
 * The signed heads of the streams of other devices, kept beside them so that they can be handed on. A data folder's own
 * streams have none here: their key is here, and they are signed whenever they leave.
 */
export interface Vouchers {
  /** The signed head of a stream that ends at `head`; null: nobody vouches for it up to there. */
  find(inspection: InspectionId, device: DeviceId, head: Head): Answer<SignedHead | null>;
  /** The greatest signed head of a stream that `isIn` it, wherever it ends; null: none is kept. */
  last(inspection: InspectionId, device: DeviceId, isIn: (head: SignedHead) => boolean): Answer<SignedHead | null>;
  /**
   * Keeps signed heads, before the events they vouch for are written: what a crash leaves is a stream that still ends
   * where the one before vouches for it.
   */
  keep(inspection: InspectionId, heads: ReadonlyMap<DeviceId, SignedHead>): Answer<null>;
  /** Up to where a stream was taken without a signature; null: it never was. */
  unsignedHead(inspection: InspectionId, device: DeviceId): Answer<Head | null>;
  /** Remembers that streams were taken without a signature, up to which event. */
  markUnsigned(inspection: InspectionId, heads: ReadonlyMap<DeviceId, Head>): Answer<null>;
}

/** The signed heads in the folder `vouched` of a data folder, one file an inspection (`package.key-unreadable`). */
export function openVouchers(root: string): Vouchers {
  const folder = join(root, 'vouched');
  const serial = createSerial();
  const run = <T>(inspection: InspectionId, task: (file: VouchedFile, path: string) => Answer<T>): Answer<T> =>
    serial.run(inspection, async () => {
      const path = join(folder, `${inspection}.json`);
      return attempt('package.key-unreadable', async () => {
        return await task(await read(path), path);
      });
    });
  return {
    find: (inspection, device, head) =>
      run(inspection, async ({ streams }) => {
        const found = streams[device]?.find(({ seq, hash }) => seq === head.seq && hash === head.hash);
        return ok(found ?? null);
      }),
    last: (inspection, device, isIn) =>
      run(inspection, async ({ streams }) => {
        const found = (streams[device] ?? []).filter(isIn).toSorted((a, b) => b.seq - a.seq);
        return ok(found[0] ?? null);
      }),
    keep: (inspection, heads) =>
      run(inspection, async (file, path) => {
        const fresh = [...heads].filter(([device, head]) => !isLast(file.streams[device], head));
        if (fresh.length === 0) return ok(null);
        const streams = { ...file.streams };
        for (const [device, head] of fresh) streams[device] = withHead(streams[device] ?? [], head);
        return write(path, { ...file, streams });
      }),
    unsignedHead: (inspection, device) => run(inspection, async ({ unsigned }) => ok(unsigned[device] ?? null)),
    markUnsigned: (inspection, heads) =>
      run(inspection, async (file, path) => {
        const unsigned = { ...file.unsigned };
        for (const [device, { seq, hash }] of heads) unsigned[device] ??= { seq, hash };
        return heads.size === 0 ? ok(null) : write(path, { ...file, unsigned });
      }),
  };
}

async function write(path: string, file: VouchedFile): Answer<null> {
  await makeDurableFolder(dirname(path));
  await writeFileAtomic(path, `${JSON.stringify(file)}\n`);
  return ok(null);
}

/** A record that does not read says nothing: the streams are then handed on unsigned, and signed again by their devices. */
async function read(path: string): Promise<VouchedFile> {
  const text = await readOrNull(path);
  const parsed = v.safeParse(VouchedFile, text === null ? NONE : parseJson(text));
  return parsed.success ? parsed.output : NONE;
}

const isLast = (heads: readonly SignedHead[] | undefined, { seq, hash }: SignedHead): boolean =>
  heads?.at(-1)?.seq === seq && heads.at(-1)?.hash === hash;

const withHead = (heads: readonly SignedHead[], head: SignedHead): SignedHead[] =>
  [...heads.filter(({ seq, hash }) => seq !== head.seq || hash !== head.hash), head].slice(-KEPT);
