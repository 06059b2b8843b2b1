import { bytesOf } from '#electron/services/holdings/remote.ts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Catalogues, LoadedCatalogue } from '#electron/services/catalogues/catalogues.ts';
import { sniff } from '#electron/services/evidence/sniff.ts';
import { appCalls, type AppParts } from '#electron/services/host/app-calls.ts';
import { combineCalls } from '#electron/services/host/combine-calls.ts';
import { inspectionCalls } from '#electron/services/inspections/inspection-area.ts';
import { packageCalls } from '#electron/services/package/package-area.ts';
import type { Packages } from '#electron/services/package/packages.ts';
import { noticeCalls } from '#electron/services/publish/notice-area.ts';
import { settingsCalls } from '#electron/services/settings/settings-area.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import { updateCalls } from '#electron/services/updates/update-area.ts';
import { backupCalls } from '#electron/services/backup/backup-area.ts';
import { catalogueCalls } from '#electron/services/catalogues/catalogue-area.ts';
import { type Program, programCalls } from '#electron/services/diagnostics/program-area.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { PublishPort } from '#electron/services/publish/publish-port.ts';
import { InspectionLog } from '#electron/services/inspections/inspections.ts';
import { createJobs } from '#electron/services/jobs/jobs.ts';
import { NO_KEY_STORE } from '#electron/services/vault/key-store.ts';
import { createUpdates, type Updates } from '#electron/services/updates/updates.ts';
import { openVault } from '#electron/services/vault/vault.ts';
import { createDrains } from '#electron/services/window/drain.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { inOrderOfOffer } from '#shared/catalogue/version.ts';
import type { RecentInspection } from '#shared/commands/state.ts';
import { Facts } from '#shared/facts/schema.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { IndexRepair } from '#shared/host/index-records.ts';
import { createDispatcher } from '#shared/host/dispatch.ts';
import { PackageToken } from '#shared/host/package-records.ts';
import type { Dispatcher, HostCalls } from '#shared/host/dispatch.ts';
import { Settings } from '#shared/host/records.ts';
import type { CatalogueInfo, HostEvent, StoredFile } from '#shared/host/records.ts';
import { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import { directApi } from './direct-api.ts';
import { syncCalls } from '#electron/services/sync/sync-area.ts';
import type { Synchroniser } from '#electron/services/sync/synchroniser.ts';
import { memoryBackup } from './memory-backup.ts';
import { memorySync } from './memory-sync.ts';
import { memoryJournal } from './memory-journal.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');
const DEVICE = v.parse(DeviceId, 'memory-laptop');

const sha256Of = (data: string | Uint8Array): Sha256 =>
  v.parse(Sha256, createHash('sha256').update(data).digest('hex'));

export interface MemoryHostOptions {
  /** Texts of built-in catalogues; default: the product's own. */
  readonly catalogues?: readonly string[];
  readonly publish?: PublishPort;
  /** Wall milliseconds; default: a fixed start, one second a look. */
  readonly now?: () => number;
}

export interface MemoryHost extends HostApi {
  /** The guarded entrance, for tests of what is refused. */
  readonly dispatch: Dispatcher;
  /** Makes every write fail with `journal.write-failed` and this reason, until null. */
  refuseWrites(reason: string | null): void;
  /** Records a notice as if one had been signed. */
  readonly recordPublication: InspectionLog['recordPublication'];
  /** Stored originals by hash. */
  readonly originals: ReadonlyMap<Sha256, Uint8Array>;
  readonly faults: readonly unknown[];
  /** What windows said of their index. */
  readonly repairs: readonly IndexRepair[];
}

/** A whole host in memory: the product's services and fold over a journal without a disk. */
export function createMemoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const listeners = new Set<(event: HostEvent) => void>();
  const emit = (event: HostEvent) => listeners.forEach((listener) => listener(event));
  const faults: unknown[] = [];
  const repairs: IndexRepair[] = [];
  const onFault = (fault: unknown) => faults.push(fault);
  const journal = memoryJournal(DEVICE);
  const originals = new Map<Sha256, Uint8Array>();
  const parts = memoryParts(options, journal, originals, emit, onFault, (repair) => repairs.push(repair));
  const dispatch = createDispatcher(callsOf(parts), (_call, fault) => faults.push(fault));
  const on = (listener: (event: HostEvent) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    ...directApi(dispatch, on),
    dispatch,
    refuseWrites: (reason) => journal.refuse(reason),
    recordPublication: (inspection, made) => parts.inspections.recordPublication(inspection, made),
    originals,
    faults,
    repairs,
  };
}

/** What the calls are answered with here. */
type MemoryParts = AppParts &
  Program &
  Parameters<typeof inspectionCalls>[0] &
  Parameters<typeof packageCalls>[0] &
  Parameters<typeof noticeCalls>[0] &
  Parameters<typeof backupCalls>[0] &
  Parameters<typeof updateCalls>[0] & {
    readonly settings: SettingsStore;
    readonly catalogues: Catalogues;
    readonly synchroniser: Synchroniser;
  };

function callsOf(parts: MemoryParts): HostCalls {
  return combineCalls([
    appCalls(parts),
    settingsCalls({ settings: parts.settings, admitFolder: (folder) => parts.backup.admit(folder) }),
    catalogueCalls(parts.catalogues),
    inspectionCalls(parts),
    noticeCalls(parts),
    backupCalls(parts),
    packageCalls(parts),
    programCalls(parts, parts.jobs),
    updateCalls(parts),
    syncCalls(parts.synchroniser, (place) =>
      parts.jobs.start('sync', (context) => parts.synchroniser.run(place, () => null, context)),
    ),
  ]);
}

function memoryParts(
  options: MemoryHostOptions,
  journal: ReturnType<typeof memoryJournal>,
  originals: Map<Sha256, Uint8Array>,
  emit: (event: HostEvent) => void,
  onFault: (fault: unknown) => void,
  onRepair: (repair: IndexRepair) => void,
): MemoryParts {
  let ids = 0;
  let clock = Date.UTC(2024, 7, 1);
  const newId = (prefix: string) => `${prefix}${String((ids += 1)).padStart(8, '0')}`;
  const now = options.now ?? (() => (clock += 1000));
  const catalogues = memoryCatalogues(options.catalogues ?? [resource('catalogues/benchmark-2022.2.json')]);
  const settings = memorySettings();
  const inspections = new InspectionLog({
    journal,
    catalogue: (sha256) => catalogues.read(sha256),
    pinCatalogue: (sha256) => catalogues.pin(sha256),
    author: async () => settings.current().author,
    newId: () => v.parse(InspectionId, newId('inspection-')),
    now,
    hash: sha256Of,
    onAppended: (inspection, heads) => emit({ type: 'journal', inspection, heads }),
  });
  return {
    info: () => ({
      version: '0.0.0',
      edition: 'browser',
      device: DEVICE,
      dataFolder: 'memory',
      runtime: 'memory',
      engines: {},
      readOnly: false,
    }),
    storage: { info: async () => ({ free: null, reserve: 'none' }) },
    settings: settings.store,
    catalogues,
    inspections,
    evidence: memoryEvidence(originals),
    jobs: createJobs(
      () => newId('job-'),
      (job) => emit({ type: 'job', job }),
      onFault,
    ),
    backup: memoryBackup(DEVICE, now, emit),
    synchroniser: memorySync(now, emit),
    packages: memoryPackages(newId),
    updates: memoryUpdates(now),
    vault: openVault('/nonexistent/secrets', NO_KEY_STORE, now),
    recent: memoryRecent(),
    onWindowState: () => undefined,
    sample: async () => ok(v.parse(Facts, JSON.parse(resource('samples/xueyuan.json')))),
    diagnostics: memoryDiagnostics(),
    drains: createDrains(
      () => newId('drain-'),
      (drain) => emit({ type: 'drain', drain }),
    ),
    windowPresent: (presence) => emit({ type: 'window', presence }),
    faults: async () => undefined,
    indexRepaired: onRepair,
    publish: options.publish ?? null,
    hash: sha256Of,
    isUnfinished: async () => false,
  };
}

/** Updates on a disk that refuses everything: nothing is configured, and nothing can be. */
function memoryUpdates(now: () => number): Updates {
  const here = { version: '0.0.0', platform: 'linux', arch: 'x64', format: 'archive' } as const;
  return createUpdates({ folder: '/dev/null/updates', memory: '/dev/null/updates.json', here, now });
}

function memoryRecent(): AppParts['recent'] {
  let recent: RecentInspection[] = [];
  return {
    list: async () => recent,
    note: async (opened) => (recent = [opened, ...recent.filter((one) => one.inspection !== opened.inspection)]),
    clear: async () => (recent = []),
  };
}

const resource = (name: string): string => readFileSync(join(RESOURCES, name), 'utf8');

/** Diagnostics of a machine without files. */
function memoryDiagnostics(): Program['diagnostics'] {
  const file = { sha256: sha256Of('diagnostics'), name: '诊断包.zip', size: 22 };
  return {
    preview: async () => ({ files: [], dumps: { count: 0, bytes: 0, latest: null } }),
    make: async () => ok(file),
    save: async () => ok(null),
    find: async () => null,
  };
}

/** Packages that are received and never understood: there is no disk for what one would bring. */
function memoryPackages(newId: (prefix: string) => string): Packages {
  const known = new Map<PackageToken, { readonly bytes: number; received: number }>();
  const refuse = async () => err('package.not-a-package');
  return {
    desk: {
      offer: async () => err('package.not-found'),
      offers: () => [],
      begin: async (_name, bytes) => {
        const token = v.parse(PackageToken, `p${newId('').padStart(32, '0')}`);
        known.set(token, { bytes, received: 0 });
        return ok({ package: token });
      },
      receive: async (token, at, { length }) => {
        const entry = known.get(token);
        if (entry === undefined) return err('package.not-found');
        if (at !== entry.received || at + length > entry.bytes) return err('app.bad-request', { path: 'at' });
        return ok({ received: (entry.received += length) });
      },
      find: (token) => {
        const entry = known.get(token);
        if (entry === undefined) return err('package.not-found');
        return entry.received < entry.bytes ? err('package.incomplete', entry) : ok({ path: token, name: token });
      },
      discard: async (token) => void known.delete(token),
    },
    settleKey: refuse,
    export: () => refuse,
    preview: () => refuse,
    import: () => refuse,
    find: async () => null,
    isUnfinished: async () => false,
    close: async () => undefined,
  };
}

function memorySettings() {
  let settings = v.parse(Settings, {});
  const store: SettingsStore = { get: async () => ok(settings), set: async (next) => ok((settings = next)) };
  return { store, current: () => settings };
}

function memoryCatalogues(builtIn: readonly string[]): Catalogues {
  const known = new Map<Sha256, LoadedCatalogue>();
  const add = (json: string, isBuiltIn: boolean) => {
    const loaded = loadCatalogue(json);
    if (!loaded.ok) return loaded;
    const found = known.get(sha256Of(json)) ?? {
      sha256: sha256Of(json),
      json,
      catalogue: loaded.value,
      builtIn: isBuiltIn,
    };
    known.set(found.sha256, found);
    return ok(infoOf(found));
  };
  for (const json of builtIn) {
    const added = add(json, true);
    if (!added.ok) throw new Error(`built-in catalogue: ${JSON.stringify(added.error)}`);
  }
  const read: Catalogues['read'] = async (sha256) => {
    const found = known.get(sha256);
    return found === undefined ? err('catalogue.not-found', { id: sha256.slice(0, 12) }) : ok(found);
  };
  return {
    list: async () => ok(inOrderOfOffer([...known.values()].map(infoOf))),
    read,
    pin: read,
    import: async (json) => add(json, false),
  };
}

function infoOf({ sha256, catalogue, builtIn }: LoadedCatalogue): CatalogueInfo {
  const { id, version, standard, tier } = catalogue;
  return { sha256, id, version, standard, tier, builtIn };
}

function memoryEvidence(originals: Map<Sha256, Uint8Array>): EvidenceStore {
  const missing = (sha256: Sha256) => err('evidence.not-found', { sha256: sha256.slice(0, 12) });
  return {
    store: async (bytes) => {
      const kind = sniff(bytes);
      if (bytes.byteLength === 0) return err('evidence.empty');
      if (kind === null) return err('evidence.unsupported', { type: 'unknown' });
      const sha256 = sha256Of(bytes);
      originals.set(sha256, bytes);
      const stored: StoredFile = {
        sha256,
        size: bytes.byteLength,
        mime: kind.mime,
        incomplete: false,
        takenAt: null,
        gps: null,
      };
      return ok(stored);
    },
    put: async (sha256, content) => {
      const bytes = await bytesOf(content);
      if (sha256Of(bytes) !== sha256) return ok(false);
      originals.set(sha256, bytes);
      return ok(true);
    },
    find: async (sha256) => missing(sha256),
    read: async (sha256) => {
      const bytes = originals.get(sha256);
      return bytes === undefined ? missing(sha256) : ok(bytes);
    },
  };
}
