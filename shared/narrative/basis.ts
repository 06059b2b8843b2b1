import canonicalize from 'canonicalize';
import { reasonIdsOf } from '../catalogue/reasons.ts';
import type { Indicator } from '../catalogue/schema.ts';
import type { Answer, Answers, Facts } from '../facts/schema.ts';

const REF_KEYS = new Set(['field', 'part', 'whole', 'value', 'declared', 'sum', 'notIn', 'defaultsTo']);
const REF_LISTS = new Set(['parts', 'values']);
const SLOT = /\{(%?[^{}]+)\}/g;

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

/** Every reference that the indicator's rules, fields and templates make. */
function referencesIn(indicator: Indicator): Set<string> {
  const refs = new Set<string>();
  collect(indicator.clauses, refs);
  collect(indicator.narrative, refs);
  return refs;
}

function collect(node: unknown, refs: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') {
      if (REF_KEYS.has(key)) refs.add(value);
      if (key === 'text') for (const slot of value.matchAll(SLOT)) refs.add((slot[1] ?? '').replace(/#$/, ''));
    } else {
      if (REF_LISTS.has(key) && Array.isArray(value))
        for (const ref of value) if (typeof ref === 'string') refs.add(ref);
      collect(value, refs);
    }
  }
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
