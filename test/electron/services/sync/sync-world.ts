import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '#electron/services/host/host.ts';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { PlaceState, SyncReport } from '#shared/host/sync-records.ts';
import { endOf } from '#shared/host/job-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import type { PlaceId } from '#shared/sync/places.ts';
import { newWorld } from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { directApi } from '#test/fakes/direct-api.ts';

/** Laptops and a stick between them. */
export interface SyncWorld extends World {
  /** Where the stick is when it is plugged in. */
  readonly stick: string;
  laptop(name: string, options?: Partial<HostOptions>): Promise<Laptop>;
}

/** A laptop that shares through the stick. */
export interface Laptop {
  readonly host: Host;
  /** How the stick stands here. */
  state(): Promise<PlaceState>;
  share(...inspections: readonly InspectionId[]): Promise<void>;
  use(use: { readonly originals?: boolean; readonly auto?: boolean }): Promise<void>;
  /** Synchronises once; fails the test where that fails. */
  sync(): Promise<SyncReport>;
  trySync(): Promise<Result<SyncReport>>;
}

const apiOf = (host: Host) => directApi(host.call, (listener) => host.on(listener));

export async function newSyncWorld(): Promise<SyncWorld> {
  const world = await newWorld();
  const stick = join(world.path, 'stick');
  await mkdir(stick);
  return {
    ...world,
    stick,
    laptop: async (name, options) => laptopOf(await world.host(name, options), stick),
  };
}

async function laptopOf(host: Host, stick: string): Promise<Laptop> {
  const api = apiOf(host);
  const known = valueOf(await api.call('sync:state', {})).places;
  const use = { name: 'U 盘', auto: false, originals: true };
  if (known.length === 0) valueOf(await api.call('sync:add-folder', { folder: stick, ...use }));
  const state = async (): Promise<PlaceState> => {
    const [found] = valueOf(await api.call('sync:state', {})).places;
    if (found === undefined) throw new Error('the stick is not known here');
    return found;
  };
  const trySync = async () => syncOnce(host, (await state()).place.id);
  return {
    host,
    state,
    trySync,
    share: async (...inspections) => {
      valueOf(await api.call('sync:share', { place: (await state()).place.id, inspections: [...inspections] }));
    },
    use: async (changed) => {
      valueOf(await api.call('sync:use', { place: (await state()).place.id, ...use, ...changed }));
    },
    sync: async () => valueOf(await trySync()),
  };
}

/** Runs one synchronisation to its end. */
export async function syncOnce(host: Host, place: PlaceId): Promise<Result<SyncReport>> {
  const started = valueOf(await apiOf(host).call('sync:run', { place }));
  for (;;) {
    const end = endOf(valueOf(await apiOf(host).call('job:get', { job: started.job })), 'sync');
    if (end !== null) return end;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The files below a folder, by their path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).toSorted();
}
