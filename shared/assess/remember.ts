import type { Facts } from '../facts/schema.ts';
import { changedClauses, listAnswers, type ListedAnswers } from './changed-answers.ts';
import type { CompiledCatalogue, CompiledIndicator } from './compile.ts';
import { lookedAt } from './looked-at.ts';

/** What was worked out last, and on what. */
interface Memory<T> {
  readonly facts: Facts;
  readonly answers: ListedAnswers;
  readonly values: readonly T[];
}

type Indices = readonly number[];

/** Which indicators, by index, a change concerns. */
interface Concerned {
  readonly byClause: ReadonlyMap<string, Indices>;
  readonly byEstates: Indices;
  readonly all: Indices;
}

/** Parts of the facts that any indicator may look at. The others (notes, evidence, replies) are looked at by none. */
const SEEN_BY_ALL = ['catalogue', 'profile', 'waivers', 'overrides', 'narratives'] as const;
const NONE: Indices = [];

/**
 * Works the same thing out for every indicator on facts that change answer by answer: again only where something that
 * the indicator may look at is another object. Facts are immutable: what changed must be a new object, what did not may
 * be the old one.
 */
export function rememberEach<T>(
  compiled: CompiledCatalogue,
  compute: (indicator: CompiledIndicator, facts: Facts) => T,
): (facts: Facts) => readonly T[] {
  const concerned = concernedIn(compiled);
  let last: Memory<T> | null = null;
  return (facts) => {
    const answers = last?.facts.answers === facts.answers ? last.answers : listAnswers(facts.answers);
    const values = last === null ? [] : last.values.slice();
    for (const index of last === null ? concerned.all : staleIn(last, facts, answers, concerned)) {
      const indicator = compiled.indicators[index];
      if (indicator !== undefined) values[index] = compute(indicator, facts);
    }
    last = { facts, answers, values };
    return values;
  };
}

function concernedIn({ indicators, clauses, fields }: CompiledCatalogue): Concerned {
  const looks = indicators.map(({ indicator }) => lookedAt(indicator, fields));
  const where = (holds: (look: (typeof looks)[number]) => boolean): Indices =>
    looks.flatMap((look, index) => (holds(look) ? [index] : []));
  return {
    byClause: new Map([...clauses.keys()].map((clause) => [clause, where((look) => look.clauses.has(clause))])),
    byEstates: where((look) => look.estates),
    all: where(() => true),
  };
}

function staleIn<T>(
  before: Memory<T>,
  facts: Facts,
  answers: ListedAnswers,
  { byClause, byEstates, all }: Concerned,
): Iterable<number> {
  for (const part of SEEN_BY_ALL) if (facts[part] !== before.facts[part]) return all;
  const ofEstates = facts.estates === before.facts.estates ? NONE : byEstates;
  const changed = answers === before.answers ? [] : changedClauses(before.answers, answers);
  const [only] = changed;
  // One answer of one clause: the case on every key press.
  if (only !== undefined && changed.length === 1 && ofEstates === NONE) return byClause.get(only) ?? NONE;
  return new Set([...ofEstates, ...changed.flatMap((clause) => byClause.get(clause) ?? NONE)]);
}
