import { indicatorOf } from '#shared/facts/target.ts';
import type { Register } from '#shared/log/register.ts';
import { assertNever } from '#shared/result.ts';

/**
 * The one indicator that a register belongs to; null where it belongs to none or to several. An evidence's register
 * does not name its clause, so the caller says what it knows of it.
 */
export function indicatorOfRegister(
  register: Register,
  clauseOfEvidence: (id: string) => string | undefined,
): number | null {
  switch (register.of) {
    case 'answer':
      return register.clause === null ? null : indicatorOf(register.clause);
    case 'narrative':
    case 'note':
      return register.indicator;
    case 'waiver':
    case 'override':
      return indicatorOf(register.target);
    case 'evidence':
      return indicatorOf(clauseOfEvidence(register.id) ?? '');
    case 'catalogue':
    case 'profile':
    case 'estate':
    case 'reply':
    case 'status':
      return null;
    default:
      return assertNever(register);
  }
}
