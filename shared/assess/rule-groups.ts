import type { Rule } from '../catalogue/rule-schema.ts';
import type { Environment } from './environment.ts';
import type { Node, Scope } from './node.ts';
import {
  type Code,
  DECLARED,
  isDeclared,
  MET,
  NOT_APPLICABLE,
  plain,
  UNDETERMINED,
  UNMET,
  verdictOf,
} from './verdict-code.ts';

/** How many parts of a group came out which way; `firm`: met without a 申报值. */
interface Outcome {
  met: number;
  firm: number;
  unmet: number;
  open: number;
}

/** Compiles `all`, `any` and `atLeast`: parts that are 不适用 are left out; a group of nothing else is 不适用. */
export function compileGroup(rule: Extract<Rule, { is: 'all' | 'any' | 'atLeast' }>, scope: Scope): Node {
  const parts = rule.rules.map((part) => scope.rule(part, scope));
  const need = rule.is === 'atLeast' ? rule.need : rule.is === 'any' ? 1 : null;
  const judge = (env: Environment): Code => {
    const outcome = noOutcome();
    for (const part of parts) count(outcome, part.judge(env));
    return need === null ? settleAll(outcome) : settleSome(outcome, need);
  };
  return {
    judge,
    explain: (env) => {
      const code = judge(env);
      return {
        kind: rule.is,
        need: need ?? parts.length,
        label: rule.label ?? null,
        parts: parts.map((part) => part.explain(env)),
        verdict: verdictOf(code),
        declared: isDeclared(code),
      };
    },
    waits: (env, name) => waitsOf(parts, env, name),
  };
}

/** To be counted into, then settled. */
export function noOutcome(): Outcome {
  return { met: 0, firm: 0, unmet: 0, open: 0 };
}

/** Counts the verdict of one part (of a group, or of one 小区). */
export function count(outcome: Outcome, code: Code): void {
  const verdict = plain(code);
  if (verdict === MET) {
    outcome.met += 1;
    if (!isDeclared(code)) outcome.firm += 1;
  } else if (verdict === UNMET) outcome.unmet += 1;
  else if (verdict === UNDETERMINED) outcome.open += 1;
}

/** Every part counts, so one declared part marks the whole. */
export function settleAll({ met, firm, unmet, open }: Readonly<Outcome>): Code {
  if (unmet > 0) return UNMET;
  if (open > 0) return UNDETERMINED;
  if (met === 0) return NOT_APPLICABLE;
  return firm === met ? MET : MET | DECLARED;
}

/** Marked as declared only when the parts without 申报值 would not suffice. */
function settleSome({ met, firm, unmet, open }: Readonly<Outcome>, need: number): Code {
  if (met >= need) return firm >= need ? MET : MET | DECLARED;
  if (met + unmet + open === 0) return NOT_APPLICABLE;
  return met + open >= need ? UNDETERMINED : UNMET;
}

/** Names what the undetermined among the parts wait for. */
export function waitsOf(parts: readonly Node[], env: Environment, name: (key: string) => void): void {
  for (const part of parts) if (plain(part.judge(env)) === UNDETERMINED) part.waits(env, name);
}

/** Compiles `not`: 符合 and 不符合 change places, 待核 and 不适用 stay. */
export function compileNot(rule: Extract<Rule, { is: 'not' }>, scope: Scope): Node {
  const part = scope.rule(rule.rule, scope);
  const judge = (env: Environment): Code => {
    const code = part.judge(env);
    const verdict = plain(code);
    return verdict === MET || verdict === UNMET ? code ^ (MET ^ UNMET) : code;
  };
  return {
    judge,
    explain: (env) => {
      const code = judge(env);
      return { kind: 'not', part: part.explain(env), verdict: verdictOf(code), declared: isDeclared(code) };
    },
    waits: part.waits,
  };
}
