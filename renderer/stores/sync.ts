import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { HostInput, HostName } from '#shared/host/contract.ts';
import type { SharedFolderChoice, SyncReport, SyncState } from '#shared/host/sync-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Heads } from '#shared/log/heads.ts';
import type { Answer, Failure, Result } from '#shared/result.ts';
import type { PlaceId } from '#shared/sync/places.ts';
import type { JobsState, WorkId } from './jobs.ts';

/** Where every inspection that is here ends at present. */
export type Present = Readonly<Record<InspectionId, Heads>>;

/** How a synchronisation ended that was asked for here. */
export type SyncEnd = Result<SyncReport, ErrorCode>;

export interface SyncsState {
  /** The places as the host told of them last; null: not known yet, or they cannot be read. */
  readonly places: SyncState['places'] | null;
  /** Whether the system's own dialog can ask for a folder. */
  readonly dialog: boolean;
  /** Why the places cannot be read. */
  readonly failure: Failure<ErrorCode> | null;
  /** Null: not known yet. Nothing may be called complete by then. */
  readonly present: Present | null;
  /** What was begun in this window, by place. */
  readonly works: Readonly<Record<PlaceId, WorkId>>;
  /** What came of it, until the next attempt. */
  readonly ended: Readonly<Record<PlaceId, SyncEnd>>;
  readonly load: () => Promise<void>;
  readonly chooseFolder: () => Answer<SharedFolderChoice>;
  readonly add: (place: HostInput<'sync:add-folder'>) => Answer<SyncState>;
  readonly use: (place: HostInput<'sync:use'>) => Answer<SyncState>;
  readonly share: (place: PlaceId, inspections: readonly InspectionId[]) => Answer<SyncState>;
  /** Takes a device for the one whose key there has this fingerprint; the next synchronisation takes its records in. */
  readonly settleKey: (choice: HostInput<'sync:settle-key'>) => Answer<unknown>;
  readonly forget: (place: PlaceId) => Answer<SyncState>;
  readonly run: (place: PlaceId) => Promise<void>;
  /** Listens to the host; the returned function stops. */
  readonly attend: () => () => void;
}

type Jobs = Pick<StoreApi<JobsState>, 'getState'>;
type Set = StoreApi<SyncsState>['setState'];
type Get = StoreApi<SyncsState>['getState'];

/** The places that inspections are shared through, and how far they have what is here. */
export function createSync(host: HostApi, jobs: Jobs): StoreApi<SyncsState> {
  return createStore<SyncsState>()((set, get) => {
    const ask = createQuestions(host, set);
    return {
      places: null,
      dialog: false,
      failure: null,
      present: null,
      works: {},
      ended: {},
      load: async () => {
        await Promise.all([ask.state(), ask.present()]);
      },
      chooseFolder: () => host.call('sync:choose-folder', {}),
      add: (place) => ask.change('sync:add-folder', place),
      use: (place) => ask.change('sync:use', place),
      share: (place, inspections) => ask.change('sync:share', { place, inspections: [...inspections] }),
      settleKey: (choice) => host.call('sync:settle-key', choice),
      forget: (place) => ask.change('sync:forget', { place }),
      run: async (place) => {
        await run(host, jobs, set, get, place);
        // The event that tells of it may have been lost with the connection.
        await Promise.all([ask.state(), ask.present()]);
      },
      attend: () => attend(host, get, ask),
    };
  });
}

/** The calls that answer how all places stand. */
type Changes = Extract<HostName, 'sync:add-folder' | 'sync:use' | 'sync:share' | 'sync:forget'>;

/** What is asked of the host, each answer put in its place. */
function createQuestions(host: HostApi, set: Set) {
  let heard = 0;
  const tell = ({ places, dialog }: SyncState): void => set({ places, dialog, failure: null });
  return {
    ...createPresent(host, set),
    /** What the host tells unasked is newer than any answer still on its way. */
    hear: (sync: SyncState): void => {
      heard += 1;
      tell(sync);
    },
    state: async (): Promise<void> => {
      const before = heard;
      const state = await host.call('sync:state', {});
      if (heard !== before) return;
      if (state.ok) tell(state.value);
      // A host that cannot be reached says nothing of its settings; a banner says that of it.
      else if (state.error.code !== 'app.host-unreachable') set({ places: null, failure: state.error });
    },
    change: async <N extends Changes>(name: N, input: HostInput<N>): Answer<SyncState> => {
      const before = heard;
      const changed: Result<SyncState, ErrorCode> = await host.call(name, input);
      if (changed.ok && heard === before) tell(changed.value);
      return changed;
    },
  };
}

/** Where everything ends: asked for as a whole, then told one by one. */
function createPresent(host: HostApi, set: Set) {
  const told = new Map<InspectionId, { readonly at: number; readonly heads: Heads }>();
  let writes = 0;
  return {
    write: (inspection: InspectionId, heads: Heads): void => {
      writes += 1;
      told.set(inspection, { at: writes, heads });
      set(({ present }) => (present === null ? {} : { present: { ...present, [inspection]: heads } }));
    },
    present: async (): Promise<void> => {
      const before = writes;
      const list = await host.call('inspection:list', {});
      if (!list.ok) return;
      // What was told meanwhile is newer than the answer.
      const later = [...told].flatMap(([id, { at, heads }]) => (at > before ? [[id, heads] as const] : []));
      set({ present: Object.fromEntries([...list.value.map(({ id, heads }) => [id, heads] as const), ...later]) });
    },
  };
}

async function run(host: HostApi, jobs: Jobs, set: Set, get: Get, place: PlaceId): Promise<void> {
  if (get().works[place] !== undefined) return;
  const { work, end } = jobs.getState().follow(() => host.call('sync:run', { place }));
  set(({ works, ended }) => ({ works: { ...works, [place]: work }, ended: without(ended, place) }));
  const done = await end;
  set(({ works, ended }) => ({ works: without(works, place), ended: { ...ended, [place]: done } }));
}

function without<T>(all: Readonly<Record<PlaceId, T>>, gone: PlaceId): Readonly<Record<PlaceId, T>> {
  return Object.fromEntries(Object.entries(all).filter(([id]) => id !== gone));
}

type Questions = ReturnType<typeof createQuestions>;

function attend(host: HostApi, get: Get, ask: Questions): () => void {
  // Where there is no place nobody needs to know where everything ends.
  const askPresent = async (): Promise<void> => {
    if ((get().places ?? []).length > 0) await ask.present();
  };
  void ask.state().then(askPresent);
  return host.on((event) => {
    if (event.type === 'journal') ask.write(event.inspection, event.heads);
    if (event.type === 'connection' && event.state === 'back') void ask.state().then(askPresent);
    if (event.type !== 'sync') return;
    ask.hear(event.sync);
    if (get().present === null) void askPresent();
  });
}

/** What synchronises with a place at the moment, whoever asked for it; undefined: nothing, or it is not known yet. */
export function workAt(
  { works }: Pick<SyncsState, 'works'>,
  { id, job }: { readonly id: PlaceId; readonly job: string | null },
): WorkId | undefined {
  return works[id] ?? job ?? undefined;
}
