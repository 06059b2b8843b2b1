import type { Estate } from '../facts/schema.ts';
import { type Environment, inEstate } from './environment.ts';
import type { Node } from './node.ts';
import { ESTATE_LIST } from './operand-estates.ts';
import { count, noOutcome, settleAll } from './rule-groups.ts';
import type { Explanation } from './types.ts';
import { type Code, isDeclared, MET, NOT_APPLICABLE, plain, UNDETERMINED, verdictOf } from './verdict-code.ts';

type EstatesExplanation = Extract<Explanation, { kind: 'estates' }>;

/** Judges a rule for every 小区 that `where` selects: one that fails decides; one not yet sorted leaves it open. */
export function eachEstate(where: Node | null, rule: Node): Node {
  const ofEstate = (env: Environment): Code => {
    const selected = where === null ? MET : plain(where.judge(env));
    if (selected === UNDETERMINED) return UNDETERMINED;
    return selected === MET ? rule.judge(env) : NOT_APPLICABLE;
  };
  const judge = (env: Environment): Code => {
    const { estates } = env.facts;
    if (estates.length === 0) return UNDETERMINED;
    const outcome = noOutcome();
    for (const estate of estates) count(outcome, inEstate(env, estate, ofEstate));
    return settleAll(outcome);
  };
  return {
    judge,
    explain: (env) => explainEstates(judge(env), where, rule, env),
    waits: (env, name) => {
      if (env.facts.estates.length === 0) name(ESTATE_LIST);
      for (const estate of env.facts.estates) inEstate(env, estate, () => waitsOfEstate(where, rule, env, name));
    },
  };
}

/** The 小区 that the clause judges, those outside it, and those not yet sorted. */
export function sortEstates(
  where: Node | null,
  env: Environment,
): Readonly<Record<'judged' | 'outside' | 'unsure', Estate[]>> {
  const sorted: Record<'judged' | 'outside' | 'unsure', Estate[]> = { judged: [], outside: [], unsure: [] };
  for (const estate of env.facts.estates) {
    const selected = where === null ? MET : plain(inEstate(env, estate, where.judge));
    sorted[selected === MET ? 'judged' : selected === UNDETERMINED ? 'unsure' : 'outside'].push(estate);
  }
  return sorted;
}

function explainEstates(code: Code, where: Node | null, rule: Node, env: Environment): EstatesExplanation {
  const { judged, outside, unsure } = sortEstates(where, env);
  const named = ({ id, name }: Estate) => ({ estate: id, name });
  return {
    kind: 'estates',
    parts: judged.map((estate) => ({ ...named(estate), part: inEstate(env, estate, rule.explain) })),
    unsure: unsure.map((estate) => estate.name),
    outside:
      where === null
        ? []
        : outside.map((estate) => ({ ...named(estate), condition: inEstate(env, estate, where.explain) })),
    noneListed: env.facts.estates.length === 0,
    verdict: verdictOf(code),
    declared: isDeclared(code),
  };
}

function waitsOfEstate(where: Node | null, rule: Node, env: Environment, name: (key: string) => void): void {
  const selected = where === null ? MET : plain(where.judge(env));
  if (selected === UNDETERMINED) where?.waits(env, name);
  if (selected === MET && plain(rule.judge(env)) === UNDETERMINED) rule.waits(env, name);
}
