import * as v from 'valibot';
import { InspectionId, Sha256 } from '../ids.ts';
import { reachesAsFar, reachOfHeads } from '../log/causality.ts';
import type { Heads } from '../log/heads.ts';
import { StreamComparison } from '../log/heads.ts';
import { PackageSigner } from './signature.ts';

/**
 * A stream of a package: what it would bring, who vouches for it, and why nothing of it is taken in, as a code; null: it
 * may be. `total`: how many events it holds there. `fingerprint`: of the key that vouches; null: nobody does.
 */
export const PlannedStream = v.object({
  ...StreamComparison.entries,
  /** `replace`: takes the place of one here that another key, or nobody, vouches for. */
  is: v.picklist([...StreamComparison.entries.is.options, 'replace']),
  total: v.number(),
  by: v.picklist(['own', 'known', 'new', 'unsigned']),
  fingerprint: v.nullable(Sha256),
  refused: v.nullable(v.picklist(['package.stream-own', 'package.stream-key-changed', 'package.stream-unsigned'])),
  /** Somebody who asked the device's owner can settle on this key, and the stream then takes its place here. */
  canSettle: v.boolean(),
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

/** The heads that an import leads to: of the streams it continues, no others (SPEC PK11). */
export function goalOf(streams: PackagePlan['streams'], heads: Heads): Heads {
  const bringing = streams.filter(
    ({ is, refused }) => (refused === null && is === 'new') || is === 'longer' || is === 'repair' || is === 'replace',
  );
  const goal: Heads = {};
  for (const { device } of bringing) {
    const head = heads[device];
    if (head !== undefined) goal[device] = { seq: head.seq, hash: head.hash };
  }
  return goal;
}

/** Whether every stream has come as far as an import meant to bring it. */
export function isReached(goal: Heads, here: Heads): boolean {
  return reachesAsFar(reachOfHeads(here), reachOfHeads(goal));
}
