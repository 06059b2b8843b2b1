import { attempt } from '#electron/services/disk/attempt.ts';
import { isFolder } from '#electron/services/disk/folders.ts';
import { overlap } from '#electron/services/disk/overlap.ts';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import type { Inspections } from '#electron/services/inspections/inspections.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import { UNATTENDED } from '#electron/services/jobs/step.ts';
import type { Vault } from '#electron/services/vault/vault.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostParsedInput } from '#shared/host/contract.ts';
import type { PlaceState, SharedFolderChoice, SyncReport, SyncState } from '#shared/host/sync-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer, Failure } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { serverAddress } from '#shared/sync/places.ts';
import type { Place, PlaceId } from '#shared/sync/places.ts';
import { exchange } from './exchange.ts';
import type { Exchanged, ExchangePorts } from './exchange.ts';
import { makePlace } from './folder/marker.ts';
import { offersOf } from './offers.ts';
import { NO_CONTACT } from './place-records.ts';
import type { PlaceRecords } from './place-records.ts';
import { openReach, secretName } from './reach.ts';
import type { Reach, ReachPorts } from './reach.ts';

export interface SynchroniserPorts extends ExchangePorts {
  readonly root: string;
  readonly inspections: Pick<Inspections, 'list'>;
  readonly records: PlaceRecords;
  readonly hash: HashText;
  readonly vault: Pick<Vault, 'keep' | 'take' | 'forget'>;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => PlaceId;
  readonly askForFolder: (() => Promise<string | null>) | null;
  readonly onState: (state: SyncState) => void;
}

/** The places that inspections are shared through, and what is exchanged with them. */
export interface Synchroniser {
  state(): Answer<SyncState>;
  chooseFolder(): Answer<SharedFolderChoice>;
  /** `sync.unreachable`, `sync.folder-within-data`, `sync.not-a-place`, `sync.newer-format`, and why it can't be written to. */
  addFolder(input: HostParsedInput<'sync:add-folder'>): Answer<SyncState>;
  /** `sync.address-invalid`, `sync.address-public`, and why the secret can't be kept. */
  addServer(input: HostParsedInput<'sync:add-server'>): Answer<SyncState>;
  setSecret(input: HostParsedInput<'sync:set-secret'>): Answer<SyncState>;
  use(input: HostParsedInput<'sync:use'>): Answer<SyncState>;
  share(input: HostParsedInput<'sync:share'>): Answer<SyncState>;
  /** `package.key-changed`: no such key is there, or the device is our own. */
  settleKey(choice: HostParsedInput<'sync:settle-key'>): Answer<null>;
  forget(place: PlaceId): Answer<SyncState>;
  /** `sync.busy` where it is on its way. The job's id is shown with the place meanwhile. */
  run(place: PlaceId, job: () => string | null, context: JobContext): Answer<SyncReport>;
  /** Settles when nothing is under way; lets go of every place. */
  close(): Promise<void>;
}

/** What is known of a place only while the program runs. */
interface Passing {
  readonly job: string | null;
  readonly failure: PlaceState['failure'];
  readonly news: PlaceState['news'];
}

const QUIET: Passing = { job: null, failure: null, news: [] };

export class PlaceSynchroniser implements Synchroniser {
  readonly #ports: SynchroniserPorts;
  readonly #passing = new Map<PlaceId, Passing>();
  readonly #running = new Set<PlaceId>();
  readonly #reach: Reach;
  readonly #serial = createSerial();

  constructor(ports: SynchroniserPorts) {
    this.#ports = ports;
    const onNews: ReachPorts['onNews'] = (id, is) => {
      const before = this.#passing.get(id) ?? QUIET;
      this.#passing.set(id, { ...before, news: [...new Set([...before.news, is])] });
    };
    this.#reach = openReach({ ...ports, device: ports.witness.device, onNews });
  }

  async state(): Answer<SyncState> {
    const { records, askForFolder } = this.#ports;
    const places = await records.places();
    if (!places.ok) return places;
    const states: PlaceState[] = [];
    for (const place of places.value) {
      const { contact, inspections, offered } = await records.contact(place.id);
      const passing = this.#passing.get(place.id) ?? QUIET;
      states.push({ place, contact, ...passing, inspections, offered });
    }
    return ok({ places: states, dialog: askForFolder !== null });
  }

  async chooseFolder(): Answer<SharedFolderChoice> {
    const { askForFolder } = this.#ports;
    if (askForFolder === null) return ok({ is: 'unavailable' });
    const folder = await askForFolder();
    return ok(folder === null ? { is: 'cancelled' } : { is: 'chosen', folder });
  }

  async addFolder({ folder, ...use }: HostParsedInput<'sync:add-folder'>): Answer<SyncState> {
    const { root, newId } = this.#ports;
    const apart = await attempt('sync.read-failed', async () => {
      if (!(await isFolder(folder))) return err('sync.unreachable', { reason: 'ENOENT' });
      return (await overlap(root, folder)) ? err('sync.folder-within-data', { folder }) : ok(null);
    });
    if (!apart.ok) return apart;
    const made = await makePlace(folder, newId);
    if (!made.ok) return made;
    const { id } = made.value;
    return this.#update((places) => {
      const known = places.find((place) => place.id === id);
      const place: Place = { kind: 'folder', id, ...use, folder, inspections: known?.inspections ?? [] };
      return [...places.filter((one) => one.id !== id), place];
    });
  }

  async addServer(input: HostParsedInput<'sync:add-server'>): Answer<SyncState> {
    const { secret, unprotected, server, ...use } = input;
    const address = serverAddress(server.address);
    if (!address.ok) return address;
    const id = this.#ports.newId();
    const kept = await this.#keepSecret({ place: id, secret, unprotected });
    if (!kept.ok) return kept;
    const place: Place = { kind: 'server', id, ...use, server: { ...server, address: address.value }, inspections: [] };
    return this.#update((places) => [...places, place]);
  }

  async setSecret(input: HostParsedInput<'sync:set-secret'>): Answer<SyncState> {
    const found = await this.#find(input.place);
    if (!found.ok) return found;
    const kept = await this.#keepSecret(input);
    if (!kept.ok) return kept;
    // What was refused was the former one.
    this.#reach.close(input.place);
    this.#passing.set(input.place, QUIET);
    return this.#tell();
  }

  #keepSecret({ place, secret, unprotected }: HostParsedInput<'sync:set-secret'>): Answer<null> {
    return this.#ports.vault.keep(secretName(place), secret, {}, unprotected);
  }

  use({ place: id, ...use }: HostParsedInput<'sync:use'>): Answer<SyncState> {
    return this.#change(id, (place) => ({ ...place, ...use }));
  }

  share({ place: id, inspections }: HostParsedInput<'sync:share'>): Answer<SyncState> {
    return this.#change(id, (place) => ({ ...place, inspections: [...new Set(inspections)] }));
  }

  async settleKey({ place: id, device, fingerprint }: HostParsedInput<'sync:settle-key'>): Answer<null> {
    const place = await this.#find(id);
    if (!place.ok) return place;
    const opened = await this.#reach.open(place.value);
    if (!opened.ok) return opened;
    const streams = await opened.value.streams(UNATTENDED.signal, new Set(place.value.inspections));
    if (!streams.ok) return streams;
    const keys = streams.value.flatMap(({ device: of, voucher }) => (of === device ? (voucher?.key ?? []) : []));
    return this.#ports.holdings.intake().settle(device, fingerprint, keys);
  }

  async forget(id: PlaceId): Answer<SyncState> {
    const forgotten = await this.#change(id, () => null);
    if (!forgotten.ok) return forgotten;
    this.#reach.close(id);
    this.#passing.delete(id);
    await this.#ports.records.keep(id, NO_CONTACT);
    const removed = await this.#ports.vault.forget(secretName(id));
    return removed.ok ? this.#tell() : removed;
  }

  async run(id: PlaceId, job: () => string | null, context: JobContext): Answer<SyncReport> {
    if (this.#running.has(id)) return err('sync.busy');
    this.#running.add(id);
    const before = this.#passing.get(id) ?? QUIET;
    // Whoever asks again has waited: a place that was opened before the lock would not knock any more.
    if (before.failure?.why.code === 'sync.locked-out') this.#reach.close(id);
    try {
      const place = await this.#find(id);
      if (!place.ok) return place;
      this.#passing.set(id, { ...before, job: job() });
      await this.#tell();
      const done = await this.#serial.run('sync', () => this.#exchange(place.value, context));
      this.#end(id, done.ok ? null : done.error);
      return done;
    } catch (fault) {
      // One that was called off says nothing of the place.
      this.#passing.set(id, { ...(this.#passing.get(id) ?? before), job: null });
      throw fault;
    } finally {
      this.#running.delete(id);
      await this.#tell();
    }
  }

  async close(): Promise<void> {
    await this.#serial.idle();
    this.#reach.closeAll();
  }

  async #exchange(place: Place, context: JobContext): Answer<SyncReport> {
    const opened = await this.#reach.open(place);
    if (!opened.ok) return opened;
    const { inspections, originals } = place;
    const done = await exchange({ place: opened.value, inspections, originals }, this.#ports, context);
    if (!done.ok) return done;
    const kept = await this.#keep(place, opened.value, done.value, context);
    if (!kept.ok) return kept;
    const stuck = done.value.inspections.reduce((sum, one) => sum + one.stuck.length, 0);
    return ok({ place: place.id, moved: done.value.moved, stuck });
  }

  /** What the place answered, and what else lies there. */
  async #keep({ id, inspections }: Place, place: SharedPlace, done: Exchanged, { signal }: JobContext): Answer<null> {
    const { records, now } = this.#ports;
    const before = await records.contact(id);
    const here = await this.#ports.inspections.list();
    if (!here.ok) return here;
    const told = { shared: new Set(inspections), here: idsOf(here.value), before: before.offered };
    const offered = await offersOf(place, told, signal);
    if (!offered.ok) return offered;
    const contact = new Date(now()).toISOString();
    return records.keep(id, { contact, inspections: [...done.inspections], offered: offered.value });
  }

  async #find(id: PlaceId): Answer<Place> {
    const places = await this.#ports.records.places();
    if (!places.ok) return places;
    const place = places.value.find((one) => one.id === id);
    return place === undefined ? err('sync.not-found') : ok(place);
  }

  /** Changes a place, or forgets it: `sync.not-found` where there is none. */
  async #change(id: PlaceId, change: (place: Place) => Place | null): Answer<SyncState> {
    const found = await this.#find(id);
    if (!found.ok) return found;
    return this.#update((places) => places.flatMap((place) => (place.id === id ? (change(place) ?? []) : [place])));
  }

  async #update(change: (places: readonly Place[]) => readonly Place[]): Answer<SyncState> {
    const updated = await this.#ports.records.update(change);
    return updated.ok ? this.#tell() : updated;
  }

  #end(id: PlaceId, error: Failure<ErrorCode> | null): void {
    const at = new Date(this.#ports.now()).toISOString();
    const { news } = this.#passing.get(id) ?? QUIET;
    this.#passing.set(id, { news, job: null, failure: error === null ? null : { at, why: error } });
  }

  async #tell(): Answer<SyncState> {
    const state = await this.state();
    if (state.ok) this.#ports.onState(state.value);
    return state;
  }
}

const idsOf = (list: readonly { readonly id: InspectionId }[]): ReadonlySet<InspectionId> =>
  new Set(list.map(({ id }) => id));
