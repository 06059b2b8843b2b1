import type { Assessment, Finding } from '../assess/types.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import type { Facts } from '../facts/schema.ts';
import { indicatorOf } from '../facts/target.ts';
import type { FoldedInspection } from '../log/fold.ts';
import { type Acceptance, acceptedOnly, blockersOf } from '../log/readiness.ts';
import { covers } from './coverage.ts';
import { noticeModel } from './notice-model.ts';
import type { Unprintable } from './unprintable.ts';
import { unprintableIn } from './unprintable.ts';

/** A 待核 indicator: still to be answered, or accepted as 待核 with a reason. */
export interface OpenIndicator {
  readonly no: number;
  readonly name: string;
  readonly missing: number;
  /** Null: not accepted. */
  readonly accepted: string | null;
}

/** What is known before 定稿: what stands in its way, and what one should know before going on. */
export interface Readiness {
  /** Values written at the same time, to be settled: how many. */
  readonly conflicts: number;
  /** Events of a newer version, which nobody here can judge: how many. */
  readonly unreadable: number;
  readonly undetermined: readonly OpenIndicator[];
  /** Contradictions nobody has answered. */
  readonly contradictions: readonly Finding[];
  /** Contradictions somebody has answered: how many. */
  readonly answered: number;
  /** Characters that the notice cannot print, each with a place of it. */
  readonly unprintable: readonly Unprintable[];
  /** Indicators of this community without any evidence though the catalogue wants some; publication may go on. */
  readonly withoutEvidence: readonly number[];
  /** Indicators met on declared rates alone; publication may go on. */
  readonly declared: readonly number[];
  /** Indicators whose 完成情况 was written by hand before its facts changed, unanswered; publication may go on. */
  readonly staleNarratives: readonly number[];
  /** Labels of community facts that are not filled in; publication may go on. */
  readonly profileGaps: readonly string[];
  /** How many things must be settled first; 0: ready. */
  readonly blocking: number;
}

/** What a readiness list is made from. */
export interface ReadinessInput {
  readonly folded: FoldedInspection;
  readonly facts: Facts;
  readonly catalogue: Catalogue;
  readonly assessment: Assessment;
  readonly accepted: readonly Acceptance[];
}

/**
 * The readiness list of an inspection: what 定稿 is refused for (`blockersOf`), and what one should know beforehand.
 */
export function readinessOf(input: ReadinessInput): Readiness {
  const { folded, facts, catalogue, assessment, accepted } = input;
  const blockers = blockersOf(folded, assessment, accepted);
  const contradictions = assessment.findings.filter(({ severity }) => severity === 'contradiction');
  const unprintable = unprintableOf(facts, catalogue, assessment, accepted);
  const open = contradictions.filter(({ reply }) => reply === null);
  return {
    conflicts: folded.conflicts.length,
    unreadable: folded.unknownEvents.length,
    undetermined: undeterminedOf(assessment, accepted),
    contradictions: open,
    answered: contradictions.length - open.length,
    unprintable,
    withoutEvidence: withoutEvidence(catalogue, facts, assessment),
    declared: assessment.indicators.filter(({ declared }) => declared).map(({ no }) => no),
    staleNarratives: assessment.findings
      .filter(({ kind, reply }) => kind === 'narrative-stale' && reply === null)
      .map(({ indicator }) => indicator),
    profileGaps: catalogue.profileFields.filter(({ id }) => facts.profile.facts[id] === undefined).map((f) => f.label),
    blocking: blockers.length + unprintable.length,
  };
}

/**
 * Characters that the notice of these facts could not print, with their places (SPEC PU11): 定稿 is refused for them, as
 * nothing can be mended behind it.
 */
export function unprintableOf(
  facts: Facts,
  catalogue: Catalogue,
  assessment: Assessment,
  accepted: readonly Acceptance[],
): readonly Unprintable[] {
  const named = accepted.map((one) => ({ ...one, by: '' }));
  // The date's digits are no matter here.
  const options = { date: facts.profile.period.to, final: true, accepted: named };
  return unprintableIn(facts, noticeModel(catalogue, facts, assessment, options), covers);
}

function undeterminedOf(assessment: Assessment, accepted: readonly Acceptance[]): readonly OpenIndicator[] {
  const reasons = new Map(acceptedOnly(assessment, accepted).map(({ indicator, reason }) => [indicator, reason]));
  return assessment.indicators
    .filter(({ result }) => result === '待核')
    .map(({ no, name, clauses }) => ({
      no,
      name,
      missing: clauses.reduce((sum, clause) => sum + clause.missing, 0),
      accepted: reasons.get(no) ?? null,
    }));
}

function withoutEvidence(catalogue: Catalogue, facts: Facts, assessment: Assessment): readonly number[] {
  const proven = new Set(facts.evidence.map(({ clause }) => indicatorOf(clause)));
  const outside = new Set(assessment.indicators.filter(({ result }) => result === '不适用').map(({ no }) => no));
  return catalogue.categories
    .flatMap(({ indicators }) => indicators)
    .filter(({ clauses }) => clauses.some(({ evidence }) => evidence.length > 0))
    .map(({ no }) => no)
    .filter((no) => !proven.has(no) && !outside.has(no));
}
