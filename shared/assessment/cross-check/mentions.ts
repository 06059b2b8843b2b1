import type { Rule } from '#shared/catalogue/rule-schema.ts';
import type { Clause } from '#shared/catalogue/schema.ts';
import { foldName } from '#shared/reading/fold-name.ts';
import { assertNever } from '#shared/result.ts';
import { environmentOf, type Environment, inEstate } from '#shared/assess/environment.ts';
import { checklistStates } from '#shared/assess/checklist-states.ts';
import type { CompiledClause } from '#shared/assess/compile.ts';
import { sortEstates } from '#shared/assess/each-estate.ts';
import { asBoxes, asFlag } from '#shared/assess/reference.ts';
import { type CheckedClause, writtenCheck } from './context.ts';

/** Something the requirement names, and the words by which a text may speak of it. */
interface Named {
  readonly item: string;
  readonly words: readonly string[];
}

/**
 * What a requirement names and a hand-written 完成情况 never speaks of: boxes that must all be there, judgements and the
 * catalogue's `mentions`. What was answered "no" need not be spoken of.
 */
export const mentions = writtenCheck((indicator, { whole }, facts) => {
  if (indicator.result.result === '不适用') return [];
  const env = environmentOf(facts);
  const spoken = foldName(whole);
  return indicator.clauses.filter(applies).flatMap(({ compiled }) => {
    const silent = requiredBy(compiled, env).filter(
      ({ words }) => !words.some((word) => spoken.includes(foldName(word))),
    );
    if (silent.length === 0) return [];
    const items = silent.map(({ item }) => item);
    return [
      {
        indicator: indicator.result.no,
        clause: compiled.clause.id,
        kind: 'item-not-mentioned' as const,
        severity: 'notice' as const,
        subject: items.join('、'),
        message: `标准要求${items.map((item) => `“${item}”`).join('')}，完成情况没有写到`,
      },
    ];
  });
});

function applies({ result }: CheckedClause): boolean {
  return result.result !== '不适用' && result.data.verdict !== '不适用';
}

function requiredBy(compiled: CompiledClause, env: Environment): readonly Named[] {
  const { clause, where } = compiled;
  const fields = fieldsOf(clause.rule);
  const here = () => [...boxesOf(compiled, fields.lists, env), ...flagsOf(compiled, fields.flags, env)];
  const found =
    clause.each === undefined
      ? here()
      : sortEstates(where, env).judged.flatMap((estate) => inEstate(env, estate, here));
  const named = [...(clause.mentions ?? []), ...found];
  return named.filter(({ item }, index) => named.findIndex((other) => other.item === item) === index);
}

function boxesOf({ clause, scope }: CompiledClause, lists: readonly ListRule[], env: Environment): readonly Named[] {
  return lists.flatMap(({ field: ref, items }) => {
    const { field, read } = scope.resolve(ref);
    if (field?.kind !== 'checklist' || !isOwn(clause, ref)) return [];
    const states = checklistStates(field, items, { ...scope, ratios: [] }).list(asBoxes(read(env)), env);
    const open = new Set(
      states.filter(({ state }) => state === 'yes' || state === 'unknown').map(({ label }) => label),
    );
    return field.options
      .filter(({ label }) => open.has(label))
      .map(({ label, mention }) => ({ item: label, words: mention ?? [label] }));
  });
}

function flagsOf({ clause, scope }: CompiledClause, flags: readonly string[], env: Environment): readonly Named[] {
  return flags.flatMap((ref) => {
    const { field, read } = scope.resolve(ref);
    if (field?.kind !== 'flag' || field.mention === undefined || !isOwn(clause, ref)) return [];
    return asFlag(read(env)) === false ? [] : [{ item: field.label, words: field.mention }];
  });
}

function isOwn(clause: Clause, ref: string): boolean {
  return !ref.includes('.') || ref.startsWith(`${clause.id}.`);
}

interface ListRule {
  readonly field: string;
  readonly items: readonly string[] | undefined;
}

/** Checklists that must be complete and flags, wherever the rule needs every one of them. */
function fieldsOf(rule: Rule): { lists: readonly ListRule[]; flags: readonly string[] } {
  switch (rule.is) {
    case 'checklist':
      return { lists: rule.need === 'all' ? [{ field: rule.field, items: rule.items }] : [], flags: [] };
    case 'flag':
      return { lists: [], flags: [rule.field] };
    case 'all': {
      const parts = rule.rules.map(fieldsOf);
      return { lists: parts.flatMap((part) => part.lists), flags: parts.flatMap((part) => part.flags) };
    }
    case 'when':
      return fieldsOf(rule.then);
    case 'ratio':
    case 'number':
    case 'named':
    case 'any':
    case 'atLeast':
    case 'not':
    case 'cases':
      return { lists: [], flags: [] };
    default:
      return assertNever(rule);
  }
}
