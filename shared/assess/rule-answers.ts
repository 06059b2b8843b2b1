import type { Rule } from '../catalogue/rule-schema.ts';
import type { Answer } from '../facts/schema.ts';
import { checklistStates, type StateCount } from './checklist-states.ts';
import type { Environment } from './environment.ts';
import type { Node, Scope } from './node.ts';
import { asBoxes, asEntries, asFlag, asText } from './reference.ts';
import { type Code, MET, NOT_APPLICABLE, UNDETERMINED, UNMET, verdictOf } from './verdict-code.ts';

/** Compiles a yes-or-no answer. */
export function compileFlag(rule: Extract<Rule, { is: 'flag' }>, scope: Scope): Node {
  const { read, label, key } = scope.resolve(rule.field, scope.itemFields);
  const judge = (env: Environment): Code => {
    const flag = asFlag(read(env));
    return flag === null ? UNDETERMINED : flag ? MET : UNMET;
  };
  return {
    judge,
    explain: (env) => {
      const flag = asFlag(read(env));
      const state = flag === null ? 'unknown' : flag ? 'yes' : 'no';
      return { kind: 'flag', label, state, verdict: verdictOf(judge(env)), declared: false };
    },
    waits: (env, name) => {
      if (asFlag(read(env)) === null) name(key(env));
    },
  };
}

/** Compiles "something is named": a text that is not blank, or a list that is not empty. */
export function compileNamed(rule: Extract<Rule, { is: 'named' }>, scope: Scope): Node {
  const { read, label, key } = scope.resolve(rule.field, scope.itemFields);
  const judge = (env: Environment): Code => {
    const answer = read(env);
    if (namedText(answer) !== null) return MET;
    return asEntries(answer) === null ? UNDETERMINED : UNMET;
  };
  return {
    judge,
    explain: (env) => ({
      kind: 'named',
      label,
      text: namedText(read(env)),
      verdict: verdictOf(judge(env)),
      declared: false,
    }),
    waits: (env, name) => {
      if (judge(env) === UNDETERMINED) name(key(env));
    },
  };
}

function namedText(answer: Answer | undefined): string | null {
  const entries = asEntries(answer);
  if (entries === null) return asText(answer);
  return entries.length === 0 ? null : entries.map((entry) => entry.name).join('、');
}

/** Compiles a checklist: all applicable boxes, or so many of them; boxes that do not apply are left out. */
export function compileChecklist(rule: Extract<Rule, { is: 'checklist' }>, scope: Scope): Node {
  const { field, read, label, key } = scope.resolve(rule.field, scope.itemFields);
  const states = checklistStates(field, rule.items, scope);
  const judge = (env: Environment): Code => {
    const boxes = asBoxes(read(env));
    return judgeCount(states.count(boxes, env), rule.need, states.open && boxes === null);
  };
  return {
    judge,
    explain: (env) => ({
      kind: 'checklist',
      label,
      need: rule.need,
      items: states.list(asBoxes(read(env)), env),
      verdict: verdictOf(judge(env)),
      declared: false,
    }),
    waits: (env, name) => {
      if (judge(env) === UNDETERMINED) name(key(env));
    },
  };
}

/** `mayName`: nothing is answered yet and further boxes may be named. */
function judgeCount({ yes, doubtful, no, unknown }: StateCount, need: 'all' | number, mayName: boolean): Code {
  if (yes + no + unknown === 0) return mayName ? UNDETERMINED : NOT_APPLICABLE;
  if (need === 'all') return no > 0 ? UNMET : unknown > 0 ? UNDETERMINED : MET;
  if (yes - doubtful >= need) return MET;
  return mayName || yes + unknown >= need ? UNDETERMINED : UNMET;
}
