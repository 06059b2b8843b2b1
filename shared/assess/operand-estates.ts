import type { Operand } from '../catalogue/rule-schema.ts';
import { addBounds, type Bounds, exactly, settled, settledText, UNKNOWN } from './bounds.ts';
import { type Environment, inEstate } from './environment.ts';
import type { Node, OperandNode, Scope } from './node.ts';
import { MET, plain, UNDETERMINED } from './verdict-code.ts';

type EstatesOperand = Extract<Operand, { of: 'estates' }>;

const NOTHING = exactly(0);
const ONE = exactly(1);

/** Name under which the missing list of 小区 is counted as one missing field. */
export const ESTATE_LIST = 'estates';

/** How many 小区 satisfy `where`, or the sum of one of their figures; unknown while no 小区 is listed. */
export function estatesOperand(operand: EstatesOperand, scope: Scope): OperandNode {
  const where = operand.where === undefined ? null : scope.rule(operand.where, scope);
  const figure = operand.sum === undefined ? null : scope.operand(operand.sum, scope);
  const one = (env: Environment): Bounds => ofEstate(where, figure, env);
  const bounds = (env: Environment): Bounds => {
    let sum = env.facts.estates.length === 0 ? UNKNOWN : NOTHING;
    for (const estate of env.facts.estates) sum = addBounds(sum, inEstate(env, estate, one));
    return sum;
  };
  return {
    bounds,
    shown: (env) => {
      const source = figure?.shown(env);
      return {
        label: operand.label ?? source?.label ?? '小区',
        unit: source?.unit ?? '个',
        value: settledText(bounds(env)),
      };
    },
    waits: (env, name) => {
      if (env.facts.estates.length === 0) name(ESTATE_LIST);
      for (const estate of env.facts.estates) inEstate(env, estate, () => waitsOfEstate(where, figure, env, name));
    },
  };
}

function ofEstate(where: Node | null, figure: OperandNode | null, env: Environment): Bounds {
  const selected = where === null ? MET : plain(where.judge(env));
  if (selected !== MET && selected !== UNDETERMINED) return NOTHING;
  const value = figure === null ? ONE : figure.bounds(env);
  return selected === MET ? value : { lo: 0, hi: value.hi };
}

function waitsOfEstate(
  where: Node | null,
  figure: OperandNode | null,
  env: Environment,
  name: (key: string) => void,
): void {
  const selected = where === null ? MET : plain(where.judge(env));
  if (selected === UNDETERMINED) where?.waits(env, name);
  if (selected === MET && figure !== null && settled(figure.bounds(env)) === null) figure.waits(env, name);
}
