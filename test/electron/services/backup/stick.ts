import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '#electron/services/host/host.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import type { Generation, RestorePlan } from '#shared/host/backup-records.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import type { SignedHead } from '#shared/log/voucher.ts';
import type { PlannedStream } from '#shared/package/plan.ts';
import { goneOn, voucherBy } from '#test/electron/services/package/forge.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { apiOf } from '#test/electron/services/sample-host.ts';
import { backupJobs } from '#test/support/job.ts';

/** What a generation's manifest says of a stream. */
export interface NamedStream {
  readonly inspection: InspectionId;
  readonly device: DeviceId;
  sha256: string;
  events: number;
  voucher?: SignedHead | null;
}

/** A stick that the hosts of a world are backed up to and restored from, and that somebody has in their hands meanwhile. */
export function stickOf({ path }: Pick<World, 'path'>) {
  const stick = join(path, 'stick');
  const folder = ({ name }: Generation): string => join(stick, 'workbench-backups', 'generations', name);
  const plugIn = async (host: Host): Promise<void> => {
    await mkdir(stick, { recursive: true });
    valueOf(await apiOf(host).call('backup:use-folder', { folder: stick }));
  };
  const change = async (of: Generation, alter: (streams: NamedStream[]) => unknown): Promise<void> => {
    const file = join(folder(of), 'manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    await alter(manifest.streams);
    await writeFile(file, JSON.stringify(manifest));
  };
  return {
    root: join(stick, 'workbench-backups'),
    folder,
    /** Writes what `alter` makes of the streams that a generation names. */
    change,
    /** A generation as an earlier version made it: nobody signed anything. */
    strip: (of: Generation): Promise<void> =>
      change(of, (streams) => {
        for (const stream of streams) delete stream.voucher;
      }),
    /** Goes on with a stream of a generation under its device's name; without a key its signature stays what it was. */
    forge: (of: Generation, { inspection, device }: ForgedStream, drafts: readonly Draft[], key?: KeyObject) =>
      change(of, async (streams) => {
        const named = streams.find((one) => one.inspection === inspection && one.device === device);
        if (named === undefined) throw new Error('no such stream');
        const file = join(folder(of), pathOf({ is: 'stream', inspection, device }));
        const { bytes, head } = goneOn(await readFile(file), { inspection, device }, drafts);
        await writeFile(file, bytes);
        named.sha256 = hashBytes(bytes);
        named.events = head.seq;
        if (key !== undefined) named.voucher = { ...head, ...voucherBy(key, { inspection, device }, head) };
      }),
    backUp: async (host: Host): Promise<Generation> => {
      await plugIn(host);
      return valueOf(await backupJobs(apiOf(host)).run());
    },
    preview: async (host: Host, { name }: Generation): Promise<RestorePlan> => {
      await plugIn(host);
      return valueOf(await backupJobs(apiOf(host)).preview(name));
    },
    restore: async (host: Host, { name }: Generation): Promise<RestorePlan> => {
      await plugIn(host);
      return valueOf(await backupJobs(apiOf(host)).restore(name));
    },
  };
}

type ForgedStream = Pick<NamedStream, 'inspection' | 'device'>;

/** What a restore says of a device's stream in an inspection; undefined: it is the same here. */
export const streamIn = (plan: RestorePlan, id: InspectionId, device: DeviceId): PlannedStream | undefined =>
  plan.inspections.find((one) => one.id === id)?.streams.find((stream) => stream.device === device);
