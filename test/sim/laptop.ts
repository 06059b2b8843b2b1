import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { exchange } from '#electron/services/sync/exchange.ts';
import type { Exchanged } from '#electron/services/sync/exchange.ts';
import { openStores } from '#electron/services/host/stores.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import { dataPaths, prepareDataFolder } from '#electron/services/journal/data-folder.ts';
import { openDataFolder } from '#electron/services/journal/open-data-folder.ts';
import type { Log } from '#electron/services/log/log.ts';
import { DeviceId } from '#shared/ids.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import type { Draft } from '#shared/log/events.ts';
import { fold } from '#shared/log/fold.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { Result } from '#shared/result.ts';
import { hostOptions } from '#test/electron/services/temp-host.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';

/** A laptop of the simulation: the product's own journal, keys, door and exchange, on a disk in memory. */
export interface SimLaptop {
  readonly name: string;
  readonly folder: string;
  /** Milliseconds by which its clock is wrong. */
  clock: number;
  write(inspection: InspectionId, drafts: readonly Draft[]): Promise<readonly Event[]>;
  begin(): Promise<InspectionId>;
  photo(
    inspection: InspectionId,
    bytes: Uint8Array,
  ): Promise<{ readonly sha256: Sha256; readonly events: readonly Event[] }>;
  sync(place: SharedPlace, inspections: readonly InspectionId[], signal: AbortSignal): Promise<Result<Exchanged>>;
  state(inspection: InspectionId): Promise<{ events: readonly Event[]; heads: Heads; text: string } | null>;
  hasPhoto(sha256: Sha256): Promise<boolean>;
  /** The key of a device of this laptop, now or formerly; null: it is another's. */
  keyOf(device: DeviceId): Promise<string | null>;
  /** Knows a device by a key, as its user decided who asked the other one's. */
  settle(device: DeviceId, key: string): Promise<void>;
}

const QUIET: Log = {
  info: () => undefined,
  fault: () => undefined,
  flush: async () => undefined,
};

const NO_INSPECTION = 'inspection.not-found';

/** Starts a laptop on a data folder, as the program does. */
export async function startLaptop(root: string, name: string, now: () => number): Promise<SimLaptop> {
  const folder = join(root, name);
  const paths = dataPaths(folder);
  valueOf(await prepareDataFolder(paths));
  const random = (bytes: number) => randomBytes(bytes).toString('hex');
  const laptop = { clock: 0 };
  const options = { ...hostOptions(folder), random, now: () => now() + laptop.clock };
  const data = valueOf(
    await openDataFolder(paths, {
      hash: hashText,
      newDeviceId: () => v.parse(DeviceId, `d${random(6)}`),
      now: options.now,
      machine: name,
      note: () => undefined,
    }),
  );
  const stores = openStores(options, data, { emit: () => undefined, log: QUIET });
  const { inspections, journal, holdings, witness, evidence, catalogues } = stores;
  const write: SimLaptop['write'] = async (inspection, drafts) =>
    valueOf(await inspections.append(inspection, drafts)).events;
  return Object.assign(laptop, {
    name,
    folder,
    write,
    begin: async () => {
      const [catalogue] = valueOf(await catalogues.list());
      if (catalogue === undefined) throw new Error('no catalogue');
      const profile = { community: '学苑社区', street: '', applicant: '街道', authority: '大数据中心', basis: '指标' };
      const period = { from: '2024-08-01', to: '2024-08-05' };
      return valueOf(await inspections.create(catalogue.sha256, { ...profile, period, facts: {} }, [])).id;
    },
    photo: async (inspection: InspectionId, bytes: Uint8Array) => {
      const { sha256, size, mime } = valueOf(await evidence.store(bytes, '照片.png'));
      const addedAt = '2024-08-01T08:00:00.000Z';
      const piece = { id: `e${sha256.slice(0, 12)}`, clause: '1a', sha256, name: '照片.png', mime, size, addedAt };
      const events = await write(inspection, [{ type: 'evidence.added', payload: { evidence: piece } }]);
      return { sha256, events };
    },
    sync: (place: SharedPlace, wanted: readonly InspectionId[], signal: AbortSignal) =>
      exchange(
        { place, inspections: wanted, originals: true },
        { journal, holdings, witness },
        { progress: () => signal.throwIfAborted(), signal },
      ),
    state: async (inspection: InspectionId) => {
      const read = await inspections.readEvents(inspection, {});
      if (!read.ok && read.error.code === NO_INSPECTION) return null;
      const { events, heads } = valueOf(read);
      const { facts, conflicts } = fold(events) ?? { facts: null, conflicts: [] };
      return { events, heads, text: JSON.stringify([facts, conflicts, sorted(heads)]) };
    },
    keyOf: async (device: DeviceId) =>
      witness.device.owns(device) ? valueOf(await witness.key.publicKey(device)) : null,
    settle: async (device: DeviceId, key: string) => {
      valueOf(await witness.trust.settle(device, key, '2024-08-01T00:00:00.000Z'));
    },
    hasPhoto: async (sha256: Sha256) => (await evidence.find(sha256)).ok,
  });
}

const sorted = (heads: Heads): unknown => Object.entries(heads).toSorted(([a], [b]) => (a < b ? -1 : 1));
