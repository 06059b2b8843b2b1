import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import type { Command, Io } from '#electron/cli/input/command.ts';
import { readBytes } from '#electron/cli/input/read-input.ts';
import { ALONE, withData } from '#electron/cli/package/open-data.ts';
import { syncReport } from '#electron/cli/sync/report.ts';
import { remoteAt } from '#electron/cli/sync/remote.ts';
import type { Remote } from '#electron/cli/sync/remote.ts';
import type { Host } from '#electron/services/host/host.ts';
import type { PlaceState } from '#shared/host/sync-records.ts';
import { InspectionId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';

const OPTIONS = {
  data: { type: 'string' },
  remote: { type: 'string' },
  inspection: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  once: { type: 'boolean' },
  user: { type: 'string' },
  'password-env': { type: 'string' },
  ca: { type: 'string' },
  'without-originals': { type: 'boolean' },
} as const;

const USAGE =
  'workbench sync --data DIR --remote DIR|URL [--inspection ID… | --all] [--once] [--without-originals] ' +
  '[--user NAME] [--password-env NAME] [--ca FILE.pem]';

/** How long the command pauses between two synchronisations. */
const PAUSE_MS = 30_000;

/**
 * `sync`: exchanges inspections with a folder or a server, once or until it is ended. Only those are exchanged that were
 * named with `--inspection` at some time, or all that are here or there with `--all`.
 */
export const syncCommand: Command = {
  usage: USAGE,
  run: async (args, io) => {
    const parsed = parseArguments(args, OPTIONS, USAGE);
    if (!parsed.ok) return parsed;
    const { positionals, values } = parsed.value;
    const badUsage = (reason: string) => err('cli.bad-usage', { reason, usage: USAGE });
    if (positionals.length > 0) return badUsage(`多出了“${positionals[0] ?? ''}”`);
    const { data = '', remote = '', inspection = [], all = false, once = false } = values;
    if (data === '') return badUsage('缺少 --data');
    if (remote === '') return badUsage('缺少 --remote');
    const wanted = v.safeParse(v.array(InspectionId), inspection);
    if (!wanted.success) return badUsage('--inspection 应为验收项目的编号');
    const ca = values.ca === undefined ? ok(null) : await readBytes(values.ca, io);
    if (!ca.ok) return ca;
    const at = remoteAt(remote, { ...values, ca: ca.value, env: process.env });
    if (!at.ok) return badUsage(at.error.reason);
    return withData(resolve(data), true, async (host) => {
      const place = await placeFor(at.value, values['without-originals'] !== true, host);
      if (!place.ok) return place;
      const choice = { wanted: wanted.output, all };
      for (;;) {
        const done = await synchronise(place.value, choice, host, io);
        if (!done.ok || once) return done;
        await wait(PAUSE_MS);
      }
    });
  },
};

/** The place as this data folder knows it, or from now on does. */
async function placeFor(remote: Remote, originals: boolean, { parts }: Host): Answer<PlaceState['place']> {
  const { synchroniser } = parts;
  const known = await synchroniser.state();
  if (!known.ok) return known;
  const found = known.value.places.find(({ place }) => remote.isAt(place));
  if (found === undefined) {
    const use = { name: remote.name, auto: false, originals };
    const added = await (remote.is === 'folder'
      ? synchroniser.addFolder({ folder: remote.folder, ...use })
      : synchroniser.addServer({ server: remote.server, secret: remote.secret, unprotected: false, ...use }));
    return added.ok ? lastOf(added.value.places) : added;
  }
  const { id, name, auto } = found.place;
  if (remote.is === 'server') {
    const set = await synchroniser.setSecret({ place: id, secret: remote.secret, unprotected: false });
    if (!set.ok) return set;
  }
  const used = await synchroniser.use({ place: id, name, auto, originals });
  return used.ok ? ok({ ...found.place, originals }) : used;
}

function lastOf(places: readonly PlaceState[]): Awaited<Answer<PlaceState['place']>> {
  const last = places.at(-1);
  return last === undefined ? err('sync.not-found') : ok(last.place);
}

interface Choice {
  readonly wanted: readonly InspectionId[];
  readonly all: boolean;
}

/** One synchronisation; what is there and not here is known after it, and comes with a second where all is wanted. */
async function synchronise(place: PlaceState['place'], choice: Choice, host: Host, io: Io): Answer<null> {
  const { synchroniser, inspections } = host.parts;
  const here = await inspections.list();
  if (!here.ok) return here;
  const local = choice.all ? here.value.map(({ id }) => id) : [];
  const first = await share(place, [...choice.wanted, ...local], host);
  if (!first.ok) return first;
  const done = await synchroniser.run(place.id, () => null, ALONE);
  if (!done.ok) return done;
  const offered = await stateOf(place, host);
  if (!offered.ok) return offered;
  const others = choice.all ? offered.value.offered.map(({ inspection }) => inspection) : [];
  const second = others.length === 0 ? first : await share(place, others, host);
  if (!second.ok) return second;
  const again = others.length === 0 ? done : await synchroniser.run(place.id, () => null, ALONE);
  if (!again.ok) return again;
  const state = await stateOf(place, host);
  if (!state.ok) return state;
  io.out(syncReport([done.value.moved, ...(others.length === 0 ? [] : [again.value.moved])], state.value));
  return ok(null);
}

async function stateOf({ id }: PlaceState['place'], { parts }: Host): Answer<PlaceState> {
  const state = await parts.synchroniser.state();
  if (!state.ok) return state;
  const found = state.value.places.find(({ place }) => place.id === id);
  return found === undefined ? err('sync.not-found') : ok(found);
}

/** Says yes to inspections beside those that are shared already. */
async function share(place: PlaceState['place'], more: readonly InspectionId[], host: Host): Answer<null> {
  const state = await stateOf(place, host);
  if (!state.ok) return state;
  const inspections = [...new Set([...state.value.place.inspections, ...more])];
  const shared = await host.parts.synchroniser.share({ place: place.id, inspections });
  return shared.ok ? ok(null) : shared;
}
