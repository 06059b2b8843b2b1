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
  verdictOf,
} from './verdict-code.ts';

/** Compiles `when`. */
export function compileWhen(rule: Extract<Rule, { is: 'when' }>, scope: Scope): Node {
  const condition = scope.rule(rule.if, scope);
  return conditional(condition, scope.rule(rule.then, scope));
}

/** 不适用 where the condition is false, 待核 where it is open, else what `then` says. */
export function conditional(condition: Node, then: Node): Node {
  const judge = (env: Environment): Code => follow(condition.judge(env), then, env);
  return {
    judge,
    explain: (env) => {
      const code = judge(env);
      const holds = plain(condition.judge(env)) === MET;
      return {
        kind: 'when',
        condition: condition.explain(env),
        then: holds ? then.explain(env) : null,
        verdict: verdictOf(code),
        declared: isDeclared(code),
      };
    },
    waits: (env, name) => (plain(condition.judge(env)) === UNDETERMINED ? condition : then).waits(env, name),
  };
}

/** A verdict behind a condition; a condition that rests on a 申报值 marks it. */
function follow(condition: Code, then: Node, env: Environment): Code {
  const verdict = plain(condition);
  if (verdict === UNDETERMINED) return UNDETERMINED;
  return (verdict === MET ? then.judge(env) : NOT_APPLICABLE) | (condition & DECLARED);
}

interface Branch {
  readonly condition: Node;
  readonly then: Node;
  readonly note: string | null;
}

/** Compiles `cases`: the first branch that is not false decides; when it is open, so is the result. */
export function compileCases(rule: Extract<Rule, { is: 'cases' }>, scope: Scope): Node {
  const branches: Branch[] = rule.cases.map((branch) => ({
    condition: scope.rule(branch.if, scope),
    then: scope.rule(branch.then, scope),
    note: branch.note ?? null,
  }));
  const judge = (env: Environment): Code => {
    const branch = deciding(branches, env);
    return branch === null ? NOT_APPLICABLE : follow(branch.condition.judge(env), branch.then, env);
  };
  return {
    judge,
    explain: (env) => explainCases(branches, judge(env), env),
    waits: (env, name) => {
      const branch = deciding(branches, env);
      if (branch === null) return;
      (plain(branch.condition.judge(env)) === UNDETERMINED ? branch.condition : branch.then).waits(env, name);
    },
  };
}

function deciding(branches: readonly Branch[], env: Environment): Branch | null {
  for (const branch of branches) {
    const verdict = plain(branch.condition.judge(env));
    if (verdict === MET || verdict === UNDETERMINED) return branch;
  }
  return null;
}

function explainCases(branches: readonly Branch[], code: Code, env: Environment): ReturnType<Node['explain']> {
  const branch = deciding(branches, env);
  const shown = branch ?? branches.at(-1);
  if (shown === undefined) throw new Error('cases without a branch');
  const holds = branch !== null && plain(branch.condition.judge(env)) === MET;
  return {
    kind: 'case',
    condition: shown.condition.explain(env),
    note: holds ? shown.note : null,
    then: holds ? shown.then.explain(env) : null,
    verdict: verdictOf(code),
    declared: isDeclared(code),
  };
}
