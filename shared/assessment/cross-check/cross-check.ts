import type { Facts } from '#shared/facts/schema.ts';
import { cutText } from '#shared/reading/characters.ts';
import type { CompiledCatalogue } from '#shared/assess/compile.ts';
import { type Finding, FINDING_KINDS, type IndicatorResult } from '#shared/assess/types.ts';
import { catalogueChecks } from './catalogue-checks.ts';
import { checksum } from './checksum.ts';
import { claimedCounts } from './claimed-count.ts';
import { claimedPercents } from './claimed-percent.ts';
import type { Check, CheckContext, CheckedIndicator, Observation } from './context.ts';
import { datesOutside } from './dates.ts';
import { estatesNamed } from './estates-named.ts';
import { evidenceMissing } from './evidence.ts';
import { mentions } from './mentions.ts';
import { photosOffSite, photosOutsidePeriod, photosReused } from './photos.ts';
import { declaredOnly, partExceedsWhole, ratesOverWhole, staleNarratives, standardGaps } from './results.ts';
import { differsFromSource } from './same-figure.ts';

const CHECKS: readonly Check[] = [
  claimedPercents,
  claimedCounts,
  differsFromSource,
  catalogueChecks,
  partExceedsWhole,
  ratesOverWhole,
  mentions,
  staleNarratives,
  declaredOnly,
  evidenceMissing,
  estatesNamed,
  datesOutside,
  photosOutsidePeriod,
  photosOffSite,
  photosReused,
  standardGaps,
];

/** Longest subject that a key spells out; the key must fit what a reply may name. */
const MAX_SUBJECT = 150;

/** All 数据核对发现, by indicator, then by kind; each with the inspector's reply where there is one. */
export function crossCheck(
  compiled: CompiledCatalogue,
  facts: Facts,
  results: readonly IndicatorResult[],
): readonly Finding[] {
  const indicators = compiled.indicators.flatMap((entry, index): CheckedIndicator[] => {
    const result = results[index];
    if (result === undefined) return [];
    const clauses = entry.clauses.flatMap((clause, at) => {
      const of = result.clauses[at];
      return of === undefined ? [] : [{ compiled: clause, result: of }];
    });
    return [{ entry, result, clauses, written: result.narrativeSource === 'template' ? null : result.narrative }];
  });
  const context: CheckContext = { compiled, facts, indicators };
  const replies = new Map(facts.replies.map(({ key, reason, by }) => [key, { reason, by }]));
  const findings = new Map<string, Finding>();
  for (const observation of CHECKS.flatMap((check) => check(context))) {
    const finding = finish(observation, replies);
    if (!findings.has(finding.key)) findings.set(finding.key, finding);
  }
  return [...findings.values()].sort(
    (a, b) => a.indicator - b.indicator || FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind),
  );
}

function finish(
  { subject, fix, ...observation }: Observation,
  replies: ReadonlyMap<string, NonNullable<Finding['reply']>>,
): Finding {
  const short = subject.length > MAX_SUBJECT ? `${cutText(subject, MAX_SUBJECT)}#${checksum(subject)}` : subject;
  const key = `${observation.kind}/${observation.clause}/${short}`;
  return { key, ...observation, fix: fix ?? null, reply: replies.get(key) ?? null };
}
