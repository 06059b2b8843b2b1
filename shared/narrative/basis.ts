import canonicalize from 'canonicalize';
import { reasonIdsOf } from '../catalogue/reasons.ts';
import { compileCatalogue } from '../assess/compile.ts';
import { defaultOf, type FieldIndex, fieldsAt } from '../assess/reference.ts';
import { piecesIn } from '../catalogue/references.ts';
import type { Catalogue, Indicator } from '../catalogue/schema.ts';
import type { Answer, Answers, Facts } from '../facts/schema.ts';

/**
 * The facts a 完成情况 of this indicator rests on, as canonical JSON: answers of its clauses, the community, 小区 and
 * other clauses' facts that it refers to, and those that these take by default. Two sets of facts with the same basis leave a hand-written text as true as
 * it was.
 */
export function narrativeBasis(facts: Facts, indicator: Indicator, catalogue: Catalogue): string {
  const refs = [...referencesIn(indicator, catalogue)].sort();
  const answers = (given: Readonly<Record<string, Answers>>) => withoutReasons(given, indicator);
  const others = (given: Readonly<Record<string, Answers>>) =>
    Object.fromEntries(refs.flatMap((ref) => elsewhere(ref, given)));
  const own = new Set(indicator.clauses.map(({ id }) => id));
  const estates = facts.estates.map((estate) => {
    const strangers = others(
      pick(
        estate.answers,
        Object.keys(estate.answers).filter((id) => !own.has(id)),
      ),
    );
    const about = { name: estate.name, facts: named(refs, 'estate', estate.facts), answers: answers(estate.answers) };
    return [estate.id, Object.keys(strangers).length > 0 ? { ...about, others: strangers } : about];
  });
  const basis = {
    community: facts.profile.community,
    profile: named(refs, 'profile', facts.profile.facts),
    answers: answers(facts.answers),
    others: others(facts.answers),
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

/** Every reference that the indicator's rules, fields and templates lead to; the same indicator is read once. */
function referencesIn(indicator: Indicator, catalogue: Catalogue): ReadonlySet<string> {
  const read = known.get(indicator) ?? readReferences(indicator, compileCatalogue(catalogue).fields);
  known.set(indicator, read);
  return read;
}

function readReferences({ clauses, narrative }: Indicator, index: FieldIndex): ReadonlySet<string> {
  const pieces = [
    ...clauses.flatMap((clause) => piecesIn({ is: 'clause', clause })),
    ...narrative.flatMap((line) => piecesIn({ is: 'line', line })),
  ];
  const refs = new Set(pieces.flatMap((piece) => (piece.is === 'ref' ? [piece.ref] : [])));
  // What is added here is come to as well, so that a chain of defaults is followed to its end.
  for (const ref of refs) for (const source of defaultBehind(ref, index)) refs.add(source);
  return refs;
}

/** What a field elsewhere takes by default. An own one's is among the references of its clause. */
function defaultBehind(ref: string, index: FieldIndex): readonly string[] {
  const [home = '', name] = ref.split('.');
  const field = fieldsAt(index, home).find(({ id }) => id === name);
  const source = field === undefined ? undefined : defaultOf(field);
  return source === undefined ? [] : [source.includes('.') ? source : `${home}.${source}`];
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

function elsewhere(ref: string, given: Readonly<Record<string, Answers>>): [string, Answer][] {
  const [clause = '', field] = ref.split('.');
  const answer = field === undefined ? undefined : given[clause]?.[field];
  return answer === undefined ? [] : [[ref, answer]];
}

function pick<T>(from: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
