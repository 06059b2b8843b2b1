import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { JobWork } from '#electron/services/jobs/jobs.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import type { PackagePlan } from '#shared/package/plan.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import { fold } from '#shared/log/fold.ts';
import type { Answer, Result } from '#shared/result.ts';
import { memoryFolder, openHost } from '#test/electron/services/temp-host.ts';
import { valueOf } from './value-of.ts';

/** Folders and hosts of one test, all closed and removed by `end`. */
export interface World {
  readonly path: string;
  host(name: string, options?: Partial<HostOptions>): Promise<Host>;
  /** Closes a host, as at the end of a run. */
  close(host: Host): Promise<void>;
  end(): Promise<void>;
}

export async function newWorld(): Promise<World> {
  const folder = await memoryFolder();
  const open = new Set<Host>();
  return {
    path: folder.path,
    host: async (name, options = {}) => {
      const host = await openHost(join(folder.path, name), options);
      open.add(host);
      return host;
    },
    close: async (host) => {
      open.delete(host);
      await host.close();
    },
    end: async () => {
      for (const host of open) await host.close();
      await folder.drop();
    },
  };
}

/** Runs work as a job does, without one. */
export function runWork<T>(work: JobWork<T>, signal = new AbortController().signal): Answer<T> {
  return work({ progress: () => undefined, signal });
}

/** Writes a package to `file`; fails the test where that fails. */
export async function pack(host: Host, inspection: InspectionId, file: string): Promise<PackageFile> {
  return valueOf(await runWork(host.parts.packages.export(inspection, file)));
}

export async function preview(host: Host, file: string): Promise<Result<PackagePlan>> {
  return runWork(host.parts.packages.preview(file));
}

export async function take(host: Host, file: string): Promise<Result<PackagePlan>> {
  return runWork(host.parts.packages.import(file));
}

/** The sample inspection, with `photos` originals that its events name. */
export async function newInspection(host: Host, photos = 2): Promise<InspectionId> {
  const { id } = valueOf(
    await host.parts.inspections.createFromFacts(valueOf(await host.parts.sample()), await catalogueOf(host), false),
  );
  for (let index = 0; index < photos; index += 1) await addPhoto(host, id, `照片${index}.png`);
  return id;
}

export const deviceOf = (host: Host): DeviceId => host.parts.info().device;

/** A began an inspection and B wrote to it; each has the other's events, by `a.ysb` and `b.ysb`, and knows its key. */
export async function sharedInspection(world: World): Promise<{ a: Host; b: Host; id: InspectionId }> {
  const [a, b] = [await world.host('a'), await world.host('b')];
  const id = await newInspection(a, 0);
  await exchange(world, a, b, id);
  return { a, b, id };
}

/** B takes A's inspection, writes to it, and gives it back. */
export async function exchange({ path }: World, a: Host, b: Host, id: InspectionId): Promise<void> {
  await pack(a, id, join(path, 'a.ysb'));
  valueOf(await take(b, join(path, 'a.ysb')));
  await append(b, id, [note(2, '乙写的')]);
  await pack(b, id, join(path, 'b.ysb'));
  valueOf(await take(a, join(path, 'b.ysb')));
}

export async function catalogueOf(host: Host): Promise<Sha256> {
  const [info] = valueOf(await host.parts.catalogues.list());
  if (info === undefined) throw new Error('no catalogue');
  return info.sha256;
}

/** Stores an original of `bytes` random bytes and records it; answers its hash. */
export async function addPhoto(host: Host, inspection: InspectionId, name: string, bytes = 3000): Promise<Sha256> {
  const start = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const original = Buffer.concat([Buffer.from(start), randomBytes(bytes)]);
  const { sha256, size, mime } = valueOf(await host.parts.evidence.store(original, name));
  const evidence = {
    id: `e${sha256.slice(0, 12)}`,
    clause: '1a',
    sha256,
    name,
    mime,
    size,
    addedAt: '2024-08-01T08:00:00.000Z',
  };
  await append(host, inspection, [{ type: 'evidence.added', payload: { evidence } }]);
  return sha256;
}

export async function append(host: Host, inspection: InspectionId, drafts: readonly Draft[]): Promise<void> {
  valueOf(await host.parts.inspections.append(inspection, drafts));
}

export const note = (indicator: number, text: string): Draft => ({ type: 'note.set', payload: { indicator, text } });

/** Everything that an inspection is: its heads and what its events fold to. */
export async function standing(host: Host, inspection: InspectionId) {
  const { events, heads } = valueOf(await host.parts.inspections.readEvents(inspection, {}));
  const state = fold(events);
  return { heads, facts: state?.facts, conflicts: state?.conflicts.length, finalised: state?.finalised };
}

export async function folderFor(world: World, name: string): Promise<string> {
  const path = join(world.path, name);
  await mkdir(path, { recursive: true });
  return path;
}
