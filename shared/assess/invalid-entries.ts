import type { Catalogue, Clause } from '../catalogue/schema.ts';
import type { Answers, ClauseAnswers, Facts, Verdict } from '../facts/schema.ts';
import type { Assessment, ClauseResult, FindingKind, IndicatorResult } from './types.ts';
import { indicatorVerdict, overallOf } from './verdicts.ts';

/** Where an answer stands: clause null = a fact of the community or 小区, estate null = the community. */
export interface AnswerPlace {
  readonly clause: string | null;
  readonly estate: string | null;
  readonly field: string;
}

/**
 * The verdict while what stands in some fields is no valid answer. The answers saved there before are not used, and every
 * clause that looks at one of these places is 待核 and says so, whatever else would decide it; only what a person decided
 * (不涉及, 人工认定) stays. `judge` gives the verdict on facts.
 */
export function assessHeldBack(
  judge: (facts: Facts) => Assessment,
  catalogue: Catalogue,
  facts: Facts,
  places: readonly AnswerPlace[],
): Assessment {
  if (places.length === 0) return judge(facts);
  const assessment = judge(withoutAnswers(facts, places));
  const indicators = assessment.indicators.map((indicator) => holdBack(indicator, catalogue, facts, places));
  const tally: Record<Verdict, number> = { 符合: 0, 不符合: 0, 待核: 0, 不适用: 0 };
  for (const { result } of indicators) tally[result] += 1;
  const held = new Set(
    indicators.flatMap(({ clauses }) => clauses.flatMap(({ id, invalid }) => (invalid === undefined ? [] : [id]))),
  );
  const findings = assessment.findings.filter(({ kind, clause }) => !(OF_MET.has(kind) && held.has(clause)));
  return { indicators, tally, findings, overall: overallOf(indicators) };
}

/** Findings that object to a clause's being 符合. */
const OF_MET: ReadonlySet<FindingKind> = new Set(['declared-only', 'evidence-missing']);

/** The facts with these places unanswered; parts that no place is in stay the same objects. */
export function withoutAnswers(facts: Facts, places: readonly AnswerPlace[]): Facts {
  return places.reduce((left, { clause, estate, field }) => {
    if (estate !== null) {
      const estates = left.estates.map((one) => (one.id === estate ? { ...one, ...without(one, clause, field) } : one));
      return { ...left, estates };
    }
    if (clause === null) return { ...left, profile: { ...left.profile, facts: omit(left.profile.facts, field) } };
    return { ...left, answers: omitIn(left.answers, clause, field) };
  }, facts);
}

function without(
  at: { readonly facts: Answers; readonly answers: ClauseAnswers },
  clause: string | null,
  field: string,
) {
  return clause === null ? { facts: omit(at.facts, field) } : { answers: omitIn(at.answers, clause, field) };
}

function omitIn(answers: ClauseAnswers, clause: string, field: string): ClauseAnswers {
  const own = answers[clause];
  return own === undefined ? answers : { ...answers, [clause]: omit(own, field) };
}

function omit(answers: Answers, field: string): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => id !== field));
}

function holdBack(
  indicator: IndicatorResult,
  catalogue: Catalogue,
  facts: Facts,
  places: readonly AnswerPlace[],
): IndicatorResult {
  const clauses = indicator.clauses.map((clause) => {
    const labels = places
      .filter((place) => clausesAt(catalogue, place).has(clause.id))
      .map((place) => labelAt(catalogue, facts, place));
    return labels.length === 0 ? clause : undecided(clause, labels);
  });
  if (clauses.every((clause, index) => clause === indicator.clauses[index])) return indicator;
  const computed = indicatorVerdict(clauses);
  const { waiver, override } = indicator;
  if (override !== null) return { ...indicator, clauses, override: { ...override, computed } };
  if (waiver !== null) return { ...indicator, clauses };
  const declared = computed === '符合' && clauses.some((clause) => clause.declared);
  return { ...indicator, clauses, result: computed, declared };
}

function undecided(clause: ClauseResult, invalid: readonly string[]): ClauseResult {
  const explanation = `填写无效：${invalid.join('、')}`;
  const { waiver, override } = clause;
  if (override !== null) return { ...clause, invalid, explanation, override: { ...override, computed: '待核' } };
  if (waiver !== null) return { ...clause, invalid, explanation };
  const missing = Math.max(clause.missing, invalid.length);
  return { ...clause, invalid, explanation, missing, result: '待核', declared: false };
}

const clauseTexts = new WeakMap<Catalogue, ReadonlyMap<string, string>>();

/** The clauses whose own field it is, and those that name it. */
export function clausesAt(catalogue: Catalogue, { clause, estate, field }: AnswerPlace): ReadonlySet<string> {
  const scope = clause ?? (estate === null ? 'profile' : 'estate');
  const texts = clauseTexts.get(catalogue) ?? textsOf(catalogue);
  clauseTexts.set(catalogue, texts);
  const naming = [...texts].filter(([, text]) => text.includes(`"${scope}.${field}"`)).map(([id]) => id);
  return new Set(clause === null ? naming : [clause, ...naming]);
}

function textsOf(catalogue: Catalogue): ReadonlyMap<string, string> {
  return new Map(clausesOf(catalogue).map((clause) => [clause.id, JSON.stringify(clause)]));
}

function clausesOf(catalogue: Catalogue): readonly Clause[] {
  return catalogue.categories.flatMap(({ indicators }) => indicators.flatMap(({ clauses }) => clauses));
}

function labelAt(catalogue: Catalogue, facts: Facts, { clause, estate, field }: AnswerPlace): string {
  const place = facts.estates.find((candidate) => candidate.id === estate);
  const fields =
    clause === null
      ? estate === null
        ? catalogue.profileFields
        : catalogue.estateFields
      : (clausesOf(catalogue).find(({ id }) => id === clause)?.fields ?? []);
  const label = fields.find(({ id }) => id === field)?.label ?? field;
  return place === undefined ? label : `${place.name} ${label}`;
}
