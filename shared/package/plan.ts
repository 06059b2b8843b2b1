import type { PackagePlan } from '../host/package-records.ts';
import type { Heads } from '../host/records.ts';

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
  return Object.entries(goal).every(([device, head]) => {
    const own = Object.entries(here).find(([name]) => name === device)?.[1];
    return (own?.seq ?? 0) >= head.seq;
  });
}
