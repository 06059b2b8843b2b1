import type { Operand } from '../catalogue/rule-schema.ts';
import type { Entry } from '../facts/schema.ts';
import { foldName } from '../reading/fold-name.ts';
import { type Bounds, exactly, settled, settledText, UNKNOWN } from './bounds.ts';
import { type Environment, inItem } from './environment.ts';
import type { Node, OperandNode, Scope } from './node.ts';
import { asEntries, type Reference } from './reference.ts';
import { MET, plain, UNDETERMINED } from './verdict-code.ts';

const NOTHING = exactly(0);
const NO_ENTRIES: readonly Entry[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

type ItemsOperand = Extract<Operand, { of: 'items' }>;

/**
 * How many differently named entries satisfy `where` and are not named in `notIn`. While the other list is unanswered
 * it may still name any of them.
 */
export function itemsOperand(operand: ItemsOperand, scope: Scope): OperandNode {
  const list = scope.resolve(operand.field, scope.itemFields);
  const other = operand.notIn === undefined ? null : scope.resolve(operand.notIn, scope.itemFields);
  const itemFields = list.field?.kind === 'entries' ? list.field.fields : [];
  const where = operand.where === undefined ? null : scope.rule(operand.where, { ...scope, itemFields });
  const bounds = (env: Environment): Bounds => {
    const entries = asEntries(list.read(env));
    if (entries === null) return UNKNOWN;
    const taken = other === null ? NO_ENTRIES : asEntries(other.read(env));
    return countEntries(entries, taken, where, env);
  };
  return {
    bounds,
    shown: (env) => ({ label: operand.label ?? list.label, unit: '项', value: settledText(bounds(env)) }),
    waits: (env, name) => {
      if (settled(bounds(env)) !== null) return;
      waitsOfList(list, env, name);
      if (other !== null) waitsOfList(other, env, name);
      for (const entry of asEntries(list.read(env)) ?? []) inItem(env, entry, () => where?.waits(env, name));
    },
  };
}

function waitsOfList(list: Reference, env: Environment, name: (key: string) => void): void {
  if (asEntries(list.read(env)) === null) name(list.key(env));
}

function countEntries(
  entries: readonly Entry[],
  taken: readonly Entry[] | null,
  where: Node | null,
  env: Environment,
): Bounds {
  if (entries.length === 0) return NOTHING;
  const excluded = taken === null || taken.length === 0 ? NO_NAMES : new Set(taken.map(({ name }) => foldName(name)));
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const entry of entries) {
    const key = foldName(entry.name);
    // A name that shows nothing names nothing.
    if (key === '' || excluded.has(key)) continue;
    const verdict = where === null ? MET : plain(inItem(env, entry, where.judge));
    if (verdict === MET && taken !== null) certain.add(key);
    if (verdict === MET || verdict === UNDETERMINED) possible.add(key);
  }
  return { lo: certain.size, hi: possible.size };
}
