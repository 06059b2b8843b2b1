import type { Conflict } from '#shared/log/fold.ts';

/** The conflicts about 项目资料: profile, 小区, and their facts. */
export function profileConflicts(conflicts: readonly Conflict[]): Conflict[] {
  return conflicts.filter(
    ({ register }) =>
      register.of === 'profile' || register.of === 'estate' || (register.of === 'answer' && register.clause === null),
  );
}
