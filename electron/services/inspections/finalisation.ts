import { assess } from '#shared/assessment/assess.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { impossibleDateOf } from '#shared/facts/schema.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Draft } from '#shared/log/events.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import { acceptedOnly, blockersOf } from '#shared/log/readiness.ts';
import type { Acceptance } from '#shared/log/readiness.ts';
import { admits, factsHash, standingOf } from '#shared/log/standing.ts';
import { dateDoubts, usualDate } from '#shared/publication/notice-date.ts';
import { unprintableOf } from '#shared/publication/readiness.ts';
import { unprintableText } from '#shared/publication/unprintable.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { dateDoubtText } from '#shared/text/date-doubt-text.ts';

/** 落款日期 as somebody stated it, and whether they answered what is asked about it. */
export interface StatedDate {
  readonly day: string;
  readonly confirmed: boolean;
}

interface Finalising {
  readonly by: string;
  readonly accepted: readonly Acceptance[];
  readonly date: StatedDate | undefined;
  /** Wall milliseconds since the epoch. */
  readonly now: number;
  readonly hash: HashText;
}

/** The 定稿 of an inspection as it stands, or what keeps it from being ready. */
export function finalisation(
  { state, catalogue }: { readonly state: FoldedInspection; readonly catalogue: Catalogue },
  { by, accepted, date, now, hash }: Finalising,
): Result<readonly Draft[], ErrorCode> {
  const admitted = admits(standingOf(state, hash).is, 'inspection.finalised');
  if (!admitted.ok) return admitted;
  const impossible = impossibleDateOf(state.facts.profile);
  if (impossible !== null) return err('app.bad-request', { path: impossible });
  const assessment = assess(catalogue, state.facts);
  const blockers = blockersOf(state, assessment, accepted);
  if (blockers.length > 0) return err('inspection.not-ready', { count: blockers.length });
  const unprintable = unprintableOf(state.facts, catalogue, assessment, accepted);
  if (unprintable.length > 0) return err('publication.unprintable', { characters: unprintableText(unprintable) });
  const look = { day: date?.day ?? usualDate(state.facts, now), folded: state, now };
  const doubts = dateDoubts(look).filter((doubt) => doubt === 'future' || date?.confirmed === false);
  if (doubts.length > 0) {
    return err('publication.date-unsound', { doubts: doubts.map((doubt) => dateDoubtText(doubt, look)).join('；') });
  }
  const payload = {
    by,
    factsSha256: factsHash(state.facts, hash),
    accepted: [...acceptedOnly(assessment, accepted)],
    noticeDate: look.day,
    wall: Math.max(0, Math.floor(now)),
  };
  return ok([{ type: 'inspection.finalised', payload }]);
}
