import type { Catalogue, Indicator } from '#shared/catalogue/schema.ts';
import type { Conflict } from '#shared/log/fold.ts';
import type { AnswerRegister } from '#shared/log/register.ts';
import { refsOf } from './clause-refs.ts';
import { indicatorOfRegister } from './register-indicator.ts';

/** The conflicts that show on an indicator: its own, and those about facts of the community or 小区 that it uses. */
export function conflictsOf(conflicts: readonly Conflict[], catalogue: Catalogue, indicator: Indicator): Conflict[] {
  return conflicts.filter((conflict) => {
    const { register } = conflict;
    if (register.of === 'answer' && register.clause === null) return usesFact(catalogue, indicator, register);
    return indicatorOfConflict(conflict) === indicator.no;
  });
}

/** The one indicator that a conflict belongs to; null where it belongs to none or to several. */
export function indicatorOfConflict({ register, shown, others }: Conflict): number | null {
  return indicatorOfRegister(register, () =>
    [shown, ...others]
      .flatMap(({ draft }) => (draft.type === 'evidence.added' ? [draft.payload.evidence.clause] : []))
      .at(0),
  );
}

/** Whether an indicator judges by a fact of the community or of a 小区, and so shows it. */
export function usesFact(catalogue: Catalogue, { clauses }: Indicator, { estate, field }: AnswerRegister): boolean {
  return clauses.some((clause) => {
    const refs = refsOf(catalogue, clause);
    const ref = `${estate === null ? 'profile' : 'estate'}.${field}`;
    return (
      (estate === null ? refs.community : refs.estate).some((used) => used.id === field) ||
      clause.fields.some((own) => 'defaultsTo' in own && own.defaultsTo === ref)
    );
  });
}
