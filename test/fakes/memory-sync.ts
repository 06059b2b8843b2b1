import * as v from 'valibot';
import type { Synchroniser } from '#electron/services/sync/synchroniser.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { PlaceState } from '#shared/host/sync-records.ts';
import { err, ok } from '#shared/result.ts';
import { PlaceId } from '#shared/sync/places.ts';

const NEW = { contact: null, failure: null, job: null, news: [], inspections: [], offered: [] };

/** Places in which nothing ever comes: what a window sees of a folder that it has just begun to share. */
export function memorySync(now: () => number, emit: (event: HostEvent) => void): Synchroniser {
  let places: PlaceState[] = [];
  const change = (next: PlaceState[]) => {
    places = next;
    const sync = { places, dialog: false };
    emit({ type: 'sync', sync });
    return ok(sync);
  };
  const changeOne = async (id: PlaceId, to: (state: PlaceState) => PlaceState[]) =>
    places.some(({ place }) => place.id === id)
      ? change(places.flatMap((state) => (state.place.id === id ? to(state) : [state])))
      : err('sync.not-found');
  const none = { count: 0, bytes: 0 };
  return {
    state: async () => ok({ places, dialog: false }),
    chooseFolder: async () => ok({ is: 'unavailable' }),
    addFolder: async (use) => {
      if (!use.folder.startsWith('/')) return err('sync.unreachable', { reason: 'ENOENT' });
      const id = v.parse(PlaceId, `p${String(places.length).padStart(15, '0')}`);
      return change([...places, { place: { kind: 'folder', id, ...use, inspections: [] }, ...NEW }]);
    },
    addServer: async ({ name, auto, originals, server }) => {
      const id = v.parse(PlaceId, `p${String(places.length).padStart(15, '0')}`);
      const place = { kind: 'server' as const, id, name, auto, originals, server, inspections: [] };
      return change([...places, { place, ...NEW }]);
    },
    setSecret: ({ place }) => changeOne(place, (state) => [{ ...state, failure: null }]),
    use: ({ place: id, ...use }) => changeOne(id, (state) => [{ ...state, place: { ...state.place, ...use } }]),
    share: ({ place: id, inspections }) =>
      changeOne(id, (state) => [{ ...state, place: { ...state.place, inspections } }]),
    settleKey: async ({ device }) => err('package.key-changed', { device }),
    forget: (id) => changeOne(id, () => []),
    run: async (id) => {
      const done = await changeOne(id, (state) => [{ ...state, contact: new Date(now()).toISOString() }]);
      if (!done.ok) return done;
      const moved = { eventsSent: 0, eventsTaken: 0, filesSent: none, filesFetched: none };
      return ok({ place: id, moved, stuck: 0 });
    },
    close: async () => undefined,
  };
}
