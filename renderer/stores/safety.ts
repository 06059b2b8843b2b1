import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { BackupState, FolderChoice, Generation, UnreadGeneration } from '#shared/host/backup-records.ts';
import type { StorageInfo } from '#shared/host/records.ts';
import type { Failure, Result } from '#shared/result.ts';
import type { JobsState } from './jobs.ts';

/** How a backup ended that was asked for here; `fresh`: there was something new to keep. */
export type BackupEnd =
  | { readonly is: 'done'; readonly generation: Generation; readonly fresh: boolean }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

export interface SafetyState {
  /** How backups stand; null: not known yet. */
  readonly backup: BackupState | null;
  /** Null: not read yet, or they cannot be read. */
  readonly generations: readonly Generation[] | null;
  /** Those that cannot be listed. */
  readonly unread: readonly UnreadGeneration[];
  readonly listFailure: Failure<ErrorCode> | null;
  readonly storage: StorageInfo | null;
  readonly ended: BackupEnd | null;
  /** Inspections were here when the window opened, of which there had never been a backup. */
  readonly load: () => Promise<void>;
  readonly refreshStorage: () => Promise<void>;
  readonly backUp: () => Promise<void>;
  /** Backs up to this folder from now on; null: within the data folder. */
  readonly moveTo: (folder: string | null) => Promise<Result<BackupState, ErrorCode>>;
  readonly chooseFolder: () => Promise<Result<FolderChoice, ErrorCode>>;
  /** Listens to the host; the returned function stops. */
  readonly attend: () => () => void;
}

const NOTHING_KNOWN = {
  backup: null,
  generations: null,
  unread: [],
  listFailure: null,
  storage: null,
  ended: null,
} satisfies Partial<SafetyState>;

/** The safety of the data: backups, and the space it has. */
export function createSafety(host: HostApi, jobs: Jobs) {
  return createStore<SafetyState>()((set, get) => {
    const readers = createReaders(host, set);
    return {
      ...NOTHING_KNOWN,
      load: async () => {
        await Promise.all([readers.state(), readers.storage(), readers.list()]);
      },
      refreshStorage: readers.storage,
      backUp: async () => {
        const before = new Set(get().generations?.map(({ name }) => name));
        set({ ended: null });
        set({ ended: await backUp(host, jobs, before) });
        // The event that tells of it may have been lost with the connection.
        await Promise.all([readers.state(), readers.list()]);
      },
      moveTo: async (folder) => {
        const moved = await host.call('backup:use-folder', { folder });
        if (moved.ok) set({ backup: moved.value, ended: null });
        await readers.list();
        return moved;
      },
      chooseFolder: async () => {
        const chosen = await host.call('backup:choose-folder', {});
        if (!chosen.ok || chosen.value.is !== 'chosen') return chosen;
        set({ backup: chosen.value.state, ended: null });
        await readers.list();
        return chosen;
      },
      attend: () => attend(host, set, get, readers),
    };
  });
}

type Set = StoreApi<SafetyState>['setState'];
type Jobs = Pick<StoreApi<JobsState>, 'getState'>;
type Get = StoreApi<SafetyState>['getState'];

/** What is asked of the host, each answer put in its place. */
function createReaders(host: HostApi, set: Set) {
  let heard = 0;
  return {
    /** What the host tells unasked is newer than any answer still on its way. */
    hear: (backup: BackupState): void => {
      heard += 1;
      set({ backup });
    },
    list: async (): Promise<void> => {
      const list = await host.call('backup:list', {});
      if (list.ok) {
        const { generations, unread } = list.value;
        set({ generations, unread, listFailure: null });
      } else set({ generations: null, unread: [], listFailure: list.error });
    },
    storage: async (): Promise<void> => {
      const info = await host.call('app:get-info', {});
      if (info.ok) set({ storage: info.value.storage });
    },
    state: async (): Promise<void> => {
      const before = heard;
      const state = await host.call('backup:state', {});
      if (state.ok && heard === before) set({ backup: state.value });
    },
  };
}

async function backUp(host: HostApi, jobs: Jobs, before: ReadonlySet<string>): Promise<BackupEnd> {
  const end = await jobs.getState().follow(() => host.call('backup:run', {})).end;
  if (!end.ok) return { is: 'failed', failure: end.error };
  return { is: 'done', generation: end.value, fresh: !before.has(end.value.name) };
}

function attend(host: HostApi, set: Set, get: Get, readers: ReturnType<typeof createReaders>): () => void {
  void Promise.all([readers.state(), readers.storage()]);
  return host.on((event) => {
    if (event.type === 'storage') set({ storage: event.storage });
    if (event.type !== 'backup') return;
    readers.hear(event.backup);
    // Only where somebody has looked at them.
    if (get().generations !== null || get().listFailure !== null) void readers.list();
  });
}
