import { communityIn } from '#electron/services/holdings/called.ts';
import type { SharedPlace } from '#electron/services/holdings/remote.ts';
import type { OfferedInspection } from '#shared/host/sync-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';

/** So many are looked into at one contact; the others are told by the next ones. */
const LOOKED_INTO = 50;

/** What was told before is not looked for again: only names of inspections that are new there are read. */
export async function offersOf(
  place: SharedPlace,
  {
    shared,
    here,
    before,
  }: {
    readonly shared: ReadonlySet<InspectionId>;
    readonly here: ReadonlySet<InspectionId>;
    readonly before: readonly OfferedInspection[];
  },
  signal: AbortSignal,
): Answer<OfferedInspection[]> {
  const there = await place.inspections(signal);
  if (!there.ok) return there;
  const known = new Map(before.map((offer) => [offer.inspection, offer.community]));
  const offers: OfferedInspection[] = [];
  let looked = 0;
  for (const inspection of there.value.filter((one) => !shared.has(one))) {
    const told = known.get(inspection);
    if (told === undefined && looked === LOOKED_INTO) continue;
    looked += told === undefined ? 1 : 0;
    const community = told === undefined ? await communityOf(inspection, place, signal) : ok(told);
    if (!community.ok) return community;
    if (community.value !== null) offers.push({ inspection, community: community.value, here: here.has(inspection) });
  }
  return ok(offers);
}

/** What an inspection is called as far as that can be read there; null: its beginning is not there. */
async function communityOf(inspection: InspectionId, place: SharedPlace, signal: AbortSignal): Answer<string | null> {
  const streams = await place.streams(signal, new Set([inspection]));
  if (!streams.ok) return streams;
  const events: Event[] = [];
  for (const stream of streams.value) {
    const part = await place.part(stream, null, signal);
    if (!part.ok) return part;
    for (const event of part.value?.events ?? []) events.push(event);
  }
  return ok(communityIn(events));
}
