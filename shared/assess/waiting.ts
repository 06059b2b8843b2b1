import type { Catalogue } from '../catalogue/schema.ts';
import type { Facts } from '../facts/schema.ts';
import { compileCatalogue } from './compile.ts';
import { answerKey, environmentOf } from './environment.ts';
import { type AnswerPlace, withoutAnswers } from './invalid-entries.ts';

/**
 * Names of the answers that a clause which is 待核 waits for (`answerKey`, `itemKey`, `ESTATE_LIST`; SPEC CL16), and
 * of those in which something stands that is no valid answer. A clause may be 待核 without waiting for any.
 */
export function waitedFor(
  catalogue: Catalogue,
  facts: Facts,
  clause: string,
  invalid: readonly AnswerPlace[],
): ReadonlySet<string> {
  const waiting = new Set(invalid.map(answerKey));
  const node = compileCatalogue(catalogue).clauses.get(clause)?.node;
  node?.waits(environmentOf(withoutAnswers(facts, invalid)), (key) => waiting.add(key));
  return waiting;
}
