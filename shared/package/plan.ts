import * as v from 'valibot';
import { InspectionId, Sha256 } from '../ids.ts';
import { reachesAsFar, reachOfHeads } from '../log/causality.ts';
import type { Heads } from '../log/heads.ts';
import { StreamComparison } from '../log/heads.ts';
import { PackageSigner } from './signature.ts';
import { STREAM_REFUSALS, VOUCHINGS } from './vouching.ts';

/**
 * A stream that comes from elsewhere: what it would bring, who vouches for it, and why nothing of it (or nothing behind
 * what it brings) is taken in, as a code; null: all of it may be. `total`: how many events it holds there. `fingerprint`:
 * of the key that vouches; null: nobody does.
 */
export const PlannedStream = v.object({
  ...StreamComparison.entries,
  /** `replace`: takes the place of one here that another key, or nobody, vouches for. */
  is: v.picklist([...StreamComparison.entries.is.options, 'replace']),
  total: v.number(),
  by: v.picklist(VOUCHINGS),
  fingerprint: v.nullable(Sha256),
  refused: v.nullable(v.picklist(STREAM_REFUSALS)),
  /** Its last events, which are not taken in: 0 where nothing is refused. */
  held: v.number(),
  /** Somebody who asked the device's owner can settle on this key, and the stream then takes its place here. */
  canSettle: v.boolean(),
  /** Of the other key, which the device is known by here or which vouches for the stream here; null: there is none. */
  otherFingerprint: v.nullable(Sha256),
});
export type PlannedStream = v.InferOutput<typeof PlannedStream>;

/** What a package would bring, or has brought. Nothing here is ever replaced. */
export const PackagePlan = v.object({
  inspection: InspectionId,
  community: v.string(),
  madeAt: v.string(),
  madeBy: v.string(),
  /** Version of the program that made it. */
  product: v.string(),
  signer: PackageSigner,
  /** Every stream of the package. */
  streams: v.array(PlannedStream),
  /** Events that are not here. */
  events: v.number(),
  /** Originals of the package, those that are not here, and their bytes. */
  photosHeld: v.number(),
  photos: v.number(),
  photoBytes: v.number(),
  catalogues: v.number(),
  notices: v.number(),
  /** Originals that its events name and that whoever made it did not have. */
  missing: v.number(),
});
export type PackagePlan = v.InferOutput<typeof PackagePlan>;

/** What an import of this plan would be: nothing to do, not allowed, or something to bring. */
export type PlanStanding = 'refused' | 'nothing' | 'brings';

/** Whether there is anything to import, and whether it may be (SPEC PK7, PK10). */
export function planStanding(plan: Omit<PackagePlan, 'community'>): PlanStanding {
  if (plan.signer.standing === 'changed') return 'refused';
  const { events, photos, catalogues, notices } = plan;
  return events + photos + catalogues + notices > 0 ? 'brings' : 'nothing';
}

/** Whether every stream has come as far as an import meant to bring it. */
export function isReached(goal: Heads, here: Heads): boolean {
  return reachesAsFar(reachOfHeads(here), reachOfHeads(goal));
}
