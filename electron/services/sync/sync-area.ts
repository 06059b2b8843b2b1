import * as v from 'valibot';
import { hashText } from '#electron/services/disk/hash.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { Started } from '#shared/host/job-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import { PlaceId } from '#shared/sync/places.ts';
import { rhythmOf, synchroniseAutomatically } from './automatic.ts';
import { openPlaceRecords } from './place-records.ts';
import { PlaceSynchroniser } from './synchroniser.ts';
import type { Synchroniser, SynchroniserPorts } from './synchroniser.ts';

type SyncCalls = Pick<HostCalls, Extract<keyof HostCalls, `sync:${string}`>>;

/** What the synchronisation of a host is made of. */
export interface Synchronised extends Omit<SynchroniserPorts, 'records' | 'newId' | 'onState' | 'hash'> {
  readonly emit: (event: HostEvent) => void;
  readonly jobs: Jobs;
  readonly steady: () => number;
  /** \`bytes\` bytes nobody can guess, as lower-case hex. */
  readonly random: (bytes: number) => string;
  /** How often to look whether something is to be synchronised, in milliseconds; absent: only when asked to. */
  readonly beatMs: number | undefined;
}

/** The places of a data folder, the calls about them, and what synchronises by itself. */
export function openSyncArea({ emit, jobs, steady, random, beatMs, ...needs }: Synchronised) {
  const synchroniser = new PlaceSynchroniser({
    ...needs,
    hash: hashText,
    records: openPlaceRecords(needs.root),
    newId: () => v.parse(PlaceId, `p${random(8).slice(1)}`),
    onState: (sync) => emit({ type: 'sync', sync }),
  });
  const start = startsOf(synchroniser, jobs);
  const chance = () => Number.parseInt(random(4), 16) / 2 ** 32;
  const ports = { state: () => synchroniser.state(), run: endingOf(start), steady, chance };
  const automatic = beatMs === undefined ? null : synchroniseAutomatically(rhythmOf(beatMs), ports);
  return {
    synchroniser,
    calls: syncCalls(synchroniser, start),
    onEvent: (event: HostEvent): void => {
      if (event.type === 'journal') automatic?.changed(event.inspection);
    },
    close: async (): Promise<void> => {
      automatic?.stop();
      await synchroniser.close();
    },
  };
}

type Ended = Awaited<ReturnType<Synchroniser['run']>>;

/** Starts a synchronisation that the window sees and can call off, whoever asked for it. */
type StartSync = (place: PlaceId, onEnd?: (done: Ended) => void) => Started<'sync'>;

function startsOf(synchroniser: Synchroniser, jobs: Jobs): StartSync {
  return (place, onEnd = () => undefined) => {
    const started: Started<'sync'> = jobs.start('sync', async (context) => {
      try {
        const done = await synchroniser.run(place, () => started.job, context);
        onEnd(done);
        return done;
      } catch (fault) {
        onEnd(err('sync.cancelled'));
        throw fault;
      }
    });
    return started;
  };
}

const endingOf =
  (start: StartSync) =>
  (place: PlaceId): Promise<Ended> =>
    new Promise((resolve) => void start(place, resolve));

/** Calls about places that are shared; what takes its time is a job. */
export function syncCalls(synchroniser: Synchroniser, start: StartSync): SyncCalls {
  return {
    'sync:state': () => synchroniser.state(),
    'sync:choose-folder': () => synchroniser.chooseFolder(),
    'sync:add-folder': (input) => synchroniser.addFolder(input),
    'sync:add-server': (input) => synchroniser.addServer(input),
    'sync:set-secret': (input) => synchroniser.setSecret(input),
    'sync:use': (input) => synchroniser.use(input),
    'sync:share': (input) => synchroniser.share(input),
    'sync:settle-key': async (choice) => {
      const settled = await synchroniser.settleKey(choice);
      return settled.ok ? ok({}) : settled;
    },
    'sync:forget': ({ place }) => synchroniser.forget(place),
    'sync:run': async ({ place }) => ok(start(place)),
  };
}
