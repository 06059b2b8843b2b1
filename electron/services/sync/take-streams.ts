import type { CarriedStream } from '#electron/services/holdings/evidence.ts';
import type { Holdings } from '#electron/services/holdings/holdings.ts';
import { takenEvents } from '#electron/services/holdings/intake.ts';
import type { Intake, JudgedStream } from '#electron/services/holdings/intake.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import { knownDevice } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { PlannedStream } from '#shared/package/plan.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { StuckStream } from '#shared/sync/standing.ts';
import type { WeighedStream } from './weigh-streams.ts';

export interface TakePorts {
  readonly place: SharedPlace;
  readonly holdings: Pick<Holdings, 'intake' | 'pin'>;
  readonly witness: WitnessPorts;
  /** Brings files that are not here, as far as the place gives them out. */
  readonly fetch: (files: readonly FileHolding[]) => Answer<unknown>;
}

/** What came in, and why a stream, or its end, did not. */
export interface TakenStreams {
  readonly events: number;
  readonly reasons: ReadonlyMap<DeviceId, StuckStream['reason']>;
}

/**
 * Takes in what a place has of an inspection's streams and may be taken (SPEC LG24), behind the catalogue that its events
 * name: without that the inspection could not be opened. Where one device has several ends there, the one that brings most.
 */
export async function takeStreams(
  inspection: InspectionId,
  weighed: readonly WeighedStream[],
  ports: TakePorts,
  signal: AbortSignal,
): Answer<TakenStreams> {
  const reasons = new Map<DeviceId, StuckStream['reason']>();
  const intake = ports.holdings.intake();
  const chosen: JudgedStream[] = [];
  for (const { device, behind } of weighed.filter((stream) => stream.behind.length > 0)) {
    const judged = (await isUnclear(device, behind, ports.witness))
      ? null
      : await judgeEnds(behind, intake, ports.place, signal);
    if (judged?.ok === false) return judged;
    const best = judged?.value.toSorted(mostFirst)[0];
    if (best !== undefined) chosen.push(best);
    const reason = best === undefined ? 'package.stream-key-changed' : reasonOf(best.planned);
    if (reason !== null) reasons.set(device, reason);
  }
  if (chosen.length === 0) return ok({ events: 0, reasons });
  const taken = await take(inspection, chosen, intake, ports, signal);
  return taken.ok ? ok({ events: taken.value.reduce((sum, { events }) => sum + events, 0), reasons }) : taken;
}

async function take(
  inspection: InspectionId,
  chosen: readonly JudgedStream[],
  intake: Intake,
  { holdings, fetch }: TakePorts,
  signal: AbortSignal,
): Answer<PlannedStream[]> {
  const known = await intake.remember();
  if (!known.ok) return known;
  const named = [...namedFiles(inspection, takenEvents(chosen)).values()];
  const catalogues = named.filter(({ is }) => is === 'catalogue');
  const fetched = await fetch(catalogues);
  if (!fetched.ok) return fetched;
  const pinned = await holdings.pin(catalogues);
  return pinned.ok ? intake.take(inspection, chosen, () => signal.throwIfAborted()) : pinned;
}

/**
 * Nothing is known of the device, and two keys stand under its name there: which came first nobody can tell (SPEC LG25).
 * It waits until one of them is known here.
 */
async function isUnclear(device: DeviceId, behind: readonly CarriedStream[], witness: WitnessPorts): Promise<boolean> {
  const keys = new Set(behind.flatMap(({ voucher }) => voucher?.key ?? []));
  if (keys.size < 2) return false;
  const known = await knownDevice(device, witness);
  return known.ok && !known.value.isOwn && known.value.key === null;
}

async function judgeEnds(
  behind: readonly CarriedStream[],
  intake: Intake,
  place: SharedPlace,
  signal: AbortSignal,
): Answer<JudgedStream[]> {
  const ends: JudgedStream[] = [];
  for (const carried of behind) {
    const judged = await intake.judge([carried]);
    if (!judged.ok) return judged;
    // Over damage only a whole stream says what is missing.
    const isToBeWhole = carried.part.after !== null && judged.value[0]?.planned.is === 'damaged-here';
    const again = isToBeWhole ? await judgeWhole(carried, intake, place, signal) : judged;
    if (!again.ok) return again;
    ends.push(...again.value);
  }
  return ok(ends);
}

async function judgeWhole(
  { part, voucher }: CarriedStream,
  intake: Intake,
  place: SharedPlace,
  signal: AbortSignal,
): Answer<JudgedStream[]> {
  const { inspection, device, head } = part;
  const whole = await place.part({ inspection, device, ...head }, null, signal);
  if (!whole.ok) return whole;
  return whole.value === null ? ok([]) : intake.judge([{ part: whole.value, voucher }]);
}

/** What may be taken before what may not, and of that the most. */
const mostFirst = (a: JudgedStream, b: JudgedStream): number =>
  b.planned.events - a.planned.events || Number(a.planned.refused !== null) - Number(b.planned.refused !== null);

function reasonOf({ is, refused }: PlannedStream): StuckStream['reason'] | null {
  if (refused !== null) return refused;
  if (is === 'fork') return 'sync.forked';
  return is === 'damaged-here' ? 'sync.damaged-here' : null;
}
