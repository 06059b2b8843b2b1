import type { Facts } from '../facts/schema.ts';

/** What a computation looked at: other parts of the facts by name, and the answers of clauses. */
interface Reads {
  readonly parts: Set<string>;
  readonly clauses: Set<string>;
  /** It went through all answers: then any change among them counts. */
  allAnswers: boolean;
}

/** What is another object now. */
interface Changes {
  readonly parts: readonly string[];
  readonly clauses: readonly string[];
}

/**
 * Runs the same computations on facts that change answer by answer: each again only when something its last run looked
 * at is another object. The looks are noted as they happen, so none can be forgotten. Facts are immutable: what changed
 * must be a new object, what did not may be the old one.
 */
export function rememberEach<T>(computations: readonly ((facts: Facts) => T)[]): (facts: Facts) => readonly T[] {
  let last: { readonly facts: Facts; readonly values: readonly T[]; readonly reads: readonly Reads[] } | null = null;
  return (facts) => {
    if (last === null) {
      const runs = computations.map((compute) => watch(compute, facts));
      last = { facts, values: runs.map((run) => run.value), reads: runs.map((run) => run.reads) };
      return last.values;
    }
    const changes = changesBetween(last.facts, facts);
    const [values, reads] = [last.values.slice(), last.reads.slice()];
    // Plain loops: this runs on every key press, over all indicators, and mostly finds one of them changed.
    for (let index = 0; index < computations.length; index += 1) {
      const compute = computations[index];
      if (compute === undefined || !touches(reads[index], changes)) continue;
      const run = watch(compute, facts);
      values[index] = run.value;
      reads[index] = run.reads;
    }
    last = { facts, values, reads };
    return values;
  };
}

function touches(reads: Reads | undefined, { parts, clauses }: Changes): boolean {
  if (reads === undefined || (reads.allAnswers && clauses.length > 0)) return true;
  for (const clause of clauses) if (reads.clauses.has(clause)) return true;
  for (const part of parts) if (reads.parts.has(part)) return true;
  return false;
}

function changesBetween(before: Facts, after: Facts): Changes {
  const parts: string[] = [];
  let part: keyof Facts;
  for (part in after) if (part !== 'answers' && after[part] !== before[part]) parts.push(part);
  for (part in before) if (!(part in after)) parts.push(part);
  return { parts, clauses: before.answers === after.answers ? [] : changedClauses(before.answers, after.answers) };
}

function changedClauses(before: Facts['answers'], after: Facts['answers']): readonly string[] {
  const changed: string[] = [];
  const keys = Object.keys(after);
  let added = 0;
  for (const clause of keys) {
    const was = before[clause];
    if (was === after[clause]) continue;
    changed.push(clause);
    if (was === undefined) added += 1;
  }
  const old = Object.keys(before);
  if (old.length + added === keys.length) return changed;
  return changed.concat(old.filter((clause) => !(clause in after)));
}

/** Runs a computation on the facts behind a glass that notes every look. */
function watch<T>(compute: (facts: Facts) => T, facts: Facts): { readonly value: T; readonly reads: Reads } {
  const reads: Reads = { parts: new Set(), clauses: new Set(), allAnswers: false };
  const answers = new Proxy(facts.answers, {
    get: (target, clause) => {
      if (typeof clause !== 'string') return undefined;
      reads.clauses.add(clause);
      return target[clause];
    },
    has: (target, clause) => {
      reads.clauses.add(String(clause));
      return clause in target;
    },
    ownKeys: (target) => {
      reads.allAnswers = true;
      return Reflect.ownKeys(target);
    },
  });
  const watched = new Proxy(facts, {
    get: (target, part: keyof Facts) => {
      if (part === 'answers') return answers;
      reads.parts.add(part);
      return target[part];
    },
    ownKeys: () => {
      throw new Error('facts are read part by part, so that each look can be noted');
    },
  });
  return { value: compute(watched), reads };
}
