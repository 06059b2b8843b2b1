import type { Field } from '../catalogue/field-schema.ts';
import { readSlot } from '../catalogue/template.ts';
import { checklistStates } from '../assess/checklist-states.ts';
import type { CompiledCatalogue, CompiledClause } from '../assess/compile.ts';
import { sortEstates } from '../assess/each-estate.ts';
import { type Environment, inEstate } from '../assess/environment.ts';
import { add, decimalText, type Exact } from '../assess/exact.ts';
import { asBoxes, asEntries, asFlag, asNumber, asText, type Reference } from '../assess/reference.ts';
import type { Scope } from '../assess/node.ts';
import type { Answer, Estate } from '../facts/schema.ts';
import { foldName } from '../reading/fold-name.ts';
import { assertNever } from '../result.ts';

/** The text of one slot for the facts at hand; null: it has no value, so its part is not written. */
export type Slot = (env: Environment) => string | null;

/** What a field says: an amount, a list of names, or words. */
type Value = { readonly amount: Exact } | { readonly names: readonly string[] } | { readonly words: string } | null;

/** Compiles `{…}` as written in a line of the given clause. */
export function compileSlot(text: string, compiled: CompiledCatalogue, clause: CompiledClause): Slot {
  const slot = readSlot(text);
  switch (slot.is) {
    case 'community':
      return (env) => env.facts.profile.community;
    case 'street':
      return (env) => env.facts.profile.street || null;
    case 'ratio':
      return ratioSlot(slot.no, clause);
    case 'estates':
      return (env) => joined(judgedBy(clause, env).map((estate) => estate.name));
    case 'printed':
    case 'counted':
      return fieldSlot(clause.scope.resolve(slot.ref), slot.is === 'counted', compiled, clause);
    default:
      return assertNever(slot);
  }
}

function fieldSlot(reference: Reference, counted: boolean, compiled: CompiledCatalogue, clause: CompiledClause): Slot {
  const value = valueReader(reference, counted, clause.scope);
  const estates = estatesOf(reference, compiled, clause);
  if (estates === null) return (env) => textOf(value(env));
  return (env) => textOf(together(estates(env).map((estate) => inEstate(env, estate, value))));
}

function ratioSlot(no: number, { clause, where, ratios }: CompiledClause): Slot {
  const ratio = ratios[no - 1];
  if (ratio === undefined) return () => null;
  if (clause.each === undefined) return ratio.percent;
  return (env) => same(sortEstates(where, env).judged.map((estate) => inEstate(env, estate, ratio.percent)));
}

/** The 小区 a clause speaks of: those it judges. */
export function judgedBy({ where }: CompiledClause, env: Environment): readonly Estate[] {
  return sortEstates(where, env).judged;
}

/** Null for a reference that does not depend on the 小区. */
function estatesOf(
  { place }: Reference,
  compiled: CompiledCatalogue,
  clause: CompiledClause,
): ((env: Environment) => readonly Estate[]) | null {
  if (place.in === 'estate') return (env) => judgedBy(clause, env);
  if (place.in !== 'estate-clause') return null;
  const owner = compiled.clauses.get(place.clause) ?? clause;
  return (env) => judgedBy(owner, env);
}

function valueReader({ field, read }: Reference, counted: boolean, scope: Scope): (env: Environment) => Value {
  const ticked = tickedReader(field, scope);
  return (env) => {
    const value = valueOf(field, read(env), (answer) => ticked(answer, env));
    if (!counted || value === null) return value;
    return 'names' in value ? { amount: value.names.length } : null;
  };
}

function tickedReader(field: Field | null, scope: Scope): (answer: Answer | undefined, env: Environment) => string[] {
  const states = checklistStates(field, undefined, scope);
  return (answer, env) =>
    states
      .list(asBoxes(answer), env)
      .filter((item) => item.state === 'yes')
      .map((item) => item.label);
}

function valueOf(
  field: Field | null,
  answer: Answer | undefined,
  ticked: (answer: Answer | undefined) => string[],
): Value {
  switch (field?.kind) {
    case 'count':
    case 'quantity': {
      const amount = asNumber(answer);
      return amount === null ? null : { amount };
    }
    case 'checklist':
      return namesOrNone(ticked(answer));
    case 'entries':
      return namesOrNone((asEntries(answer) ?? []).map((entry) => entry.name));
    case 'flag':
      return asFlag(answer) === true ? { words: field.label } : null;
    case 'rate':
    case 'text': {
      const words = asText(answer);
      return words === null ? null : { words };
    }
    case undefined:
      return null;
  }
}

/** Each thing once, in its first spelling. */
function namesOrNone(names: readonly string[]): Value {
  const different = new Map<string, string>();
  for (const name of names) {
    const folded = foldName(name);
    if (folded !== '' && !different.has(folded)) different.set(folded, name);
  }
  return different.size === 0 ? null : { names: [...different.values()] };
}

/** One value for several 小区: amounts add up, of lists what all have, words only when they are the same. */
function together(values: readonly Value[]): Value {
  const [first = null] = values;
  if (first === null || values.some((value) => value === null)) return null;
  return values.slice(1).reduce((sum: Value, value) => combine(sum, value), first);
}

function combine(a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if ('amount' in a && 'amount' in b) return { amount: add(a.amount, b.amount) };
  if ('names' in a && 'names' in b) {
    const both = new Set(b.names.map(foldName));
    return namesOrNone(a.names.filter((name) => both.has(foldName(name))));
  }
  return 'words' in a && 'words' in b && a.words === b.words ? a : null;
}

function textOf(value: Value): string | null {
  if (value === null) return null;
  if ('amount' in value) return decimalText(value.amount);
  return 'names' in value ? joined(value.names) : value.words;
}

function joined(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join('、');
}

function same(values: readonly (string | null)[]): string | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
