import { checkPieces } from './check-pieces.ts';
import { referenceFault } from './fault.ts';
import type { ReferenceScope } from './reference-scope.ts';
import type { Indicator, NarrativeLine } from './schema.ts';

/** Notes a line of another indicator's clause, and every slot or condition that does not resolve. */
export function checkNarrative(line: NarrativeLine, indicator: Indicator, path: string, outside: ReferenceScope): void {
  const clause = indicator.clauses.find((candidate) => candidate.id === line.clause);
  if (clause === undefined) {
    outside.faults.push(referenceFault(`${path}.clause`, line.clause));
    return;
  }
  checkPieces({ is: 'line', line }, path, { ...outside, clause: clause.id, inEstate: clause.each !== undefined });
}
