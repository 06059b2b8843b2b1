import type { Clause, Indicator } from '../catalogue/schema.ts';

/** What judging and wording an indicator may look at. (Its `checks` belong to the 数据核对, which looks at all facts.) */
export interface LookedAt {
  /** Clauses by id. */
  readonly clauses: ReadonlySet<string>;
  readonly estates: boolean;
}

/** What may be a clause's id, wherever it stands: `4a2` in `4a2.cameras`. */
const CLAUSE_ID = /\d{1,3}[a-z]\d*/g;

/**
 * Everything that an indicator may look at, told from the mere words of its entry and of the clauses it names, however
 * far that leads: its rules, defaults and templates can reach an answer by its name only, so none is forgotten.
 */
export function lookedAt({ clauses: own, narrative }: Indicator, catalogue: ReadonlyMap<string, Clause>): LookedAt {
  const clauses = new Set<string>();
  const texts = [JSON.stringify(own), JSON.stringify(narrative)];
  for (const text of texts) {
    for (const [id] of text.matchAll(CLAUSE_ID)) {
      const clause = catalogue.get(id);
      if (clause === undefined || clauses.has(id)) continue;
      clauses.add(id);
      texts.push(JSON.stringify(clause));
    }
  }
  return { clauses, estates: texts.some((text) => text.includes('estate')) };
}
