import { VERDICTS, type Verdict } from '../facts/schema.ts';

/**
 * A verdict as a small integer, index into VERDICTS, plus DECLARED where it rests on a 申报值. Judging allocates nothing
 * because of it; everything that leaves this folder speaks of `Verdict`.
 */
export type Code = number;

export const MET = 0;
export const UNMET = 1;
export const UNDETERMINED = 2;
export const NOT_APPLICABLE = 3;
export const DECLARED = 4;

/** The verdict of a code, without its mark. */
export function plain(code: Code): Code {
  return code & 3;
}

/** The word for a code. */
export function verdictOf(code: Code): Verdict {
  return VERDICTS[plain(code)] ?? '待核';
}

/** Whether the code rests on a declared rate. */
export function isDeclared(code: Code): boolean {
  return (code & DECLARED) !== 0;
}
