import canonicalize from 'canonicalize';
import { reasonIdsOf } from '../catalogue/reasons.ts';
import { piecesIn } from '../catalogue/references.ts';
import type { Indicator } from '../catalogue/schema.ts';
import type { Answer, Answers, Facts } from '../facts/schema.ts';

/**
 * The facts a 完成情况 of this indicator rests on, as canonical JSON: answers of its clauses, the community, 小区 and
 * other clauses' facts that it refers to. Two sets of facts with the same basis leave a hand-written text as true as
 * it was.
 */
export function narrativeBasis(facts: Facts, indicator: Indicator): string {
  const refs = [...referencesIn(indicator)].sort();
  const answers = (given: Readonly<Record<string, Answers>>) => withoutReasons(given, indicator);
  const estates = facts.estates.map((estate) => [
    estate.id,
    { name: estate.name, facts: named(refs, 'estate', estate.facts), answers: answers(estate.answers) },
  ]);
  const basis = {
    community: facts.profile.community,
    profile: named(refs, 'profile', facts.profile.facts),
    answers: answers(facts.answers),
    others: Object.fromEntries(refs.flatMap((ref) => elsewhere(ref, facts))),
    estates: Object.fromEntries(estates),
  };
  return canonicalize(wellFormed(basis)) ?? '';
}

/** Canonical JSON knows no half characters (a lone surrogate from a broken paste); they all count as the same mark. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), wellFormed(inner)]));
}

const known = new WeakMap<Indicator, ReadonlySet<string>>();

/** Every reference that the indicator's rules, fields and templates make; the same indicator is read once. */
function referencesIn(indicator: Indicator): ReadonlySet<string> {
  const read = known.get(indicator) ?? readReferences(indicator);
  known.set(indicator, read);
  return read;
}

function readReferences({ clauses, narrative }: Indicator): ReadonlySet<string> {
  const pieces = [
    ...clauses.flatMap((clause) => piecesIn({ is: 'clause', clause })),
    ...narrative.flatMap((line) => piecesIn({ is: 'line', line })),
  ];
  return new Set(pieces.flatMap((piece) => (piece.is === 'ref' ? [piece.ref] : [])));
}

function named(refs: readonly string[], prefix: 'profile' | 'estate', answers: Answers): Answers {
  const ids = refs.filter((ref) => ref.startsWith(`${prefix}.`)).map((ref) => ref.slice(prefix.length + 1));
  return pick(answers, ids);
}

/** A judgement's reason changes nothing that a 完成情况 tells. */
function withoutReasons(given: Readonly<Record<string, Answers>>, { clauses }: Indicator): Record<string, Answers> {
  const own = clauses.flatMap(({ id, fields }) => {
    const answers = given[id];
    if (answers === undefined) return [];
    const reasons = reasonIdsOf(fields);
    const told = Object.entries(answers).filter(([field]) => !reasons.has(field));
    return told.length === 0 && reasons.size > 0 ? [] : [[id, Object.fromEntries(told)] as const];
  });
  return Object.fromEntries(own);
}

function elsewhere(ref: string, facts: Facts): [string, Answer][] {
  const [clause = '', field] = ref.split('.');
  const answer = field === undefined ? undefined : facts.answers[clause]?.[field];
  return answer === undefined ? [] : [[ref, answer]];
}

function pick<T>(from: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
