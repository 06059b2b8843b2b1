import { lineText } from '#renderer/text/board-text.ts';
import type { Leaf } from '#shared/assess/explanation.ts';
import type { Explanation, IndicatorResult } from '#shared/assess/types.ts';
import type { Verdict } from '#shared/facts/schema.ts';
import { assertNever } from '#shared/result.ts';

type Of<K extends Explanation['kind']> = Extract<Explanation, { kind: K }>;

/** One line of a card. `warn`: what it says still needs somebody. */
export interface ShortLine {
  readonly text: string;
  readonly warn: boolean;
}

/** Of several met parts the one with the most arithmetic in it speaks. */
const RANK: Readonly<Record<Leaf['kind'], number>> = { ratio: 0, number: 1, checklist: 2, named: 3, flag: 4 };

/**
 * The decisive arithmetic of an indicator in a few characters: what it fails by, waits for, or is met by. What a person
 * decided comes before what was computed.
 */
export function shortLine(indicator: IndicatorResult): ShortLine {
  if (indicator.override !== null) return { text: lineText.overridden(indicator.override.reason), warn: false };
  if (indicator.waiver !== null) return { text: lineText.waived(indicator.waiver.reason), warn: false };
  const invalid = indicator.clauses.find((clause) => clause.invalid !== undefined && clause.result === '待核');
  if (invalid !== undefined && indicator.result === '待核') return { text: invalid.explanation, warn: true };
  const leaves = indicator.clauses
    .filter((clause) => clause.result === indicator.result && clause.waiver === null)
    .flatMap((clause) => carriers(clause.data, indicator.result));
  const declared = leaves.filter((leaf) => leaf.declared).length;
  if (indicator.result === '符合' && declared > 0) return { text: lineText.declared(declared), warn: true };
  const warn = indicator.result === '待核';
  const leaf = decisive(leaves, indicator.result);
  if (leaf !== null) return { text: sayLeaf(leaf), warn };
  return { text: fallback(indicator), warn };
}

function decisive(leaves: readonly Leaf[], result: Verdict): Leaf | null {
  if (result !== '符合') return leaves[0] ?? null;
  return leaves.toSorted((a, b) => RANK[a.kind] - RANK[b.kind])[0] ?? null;
}

/** The parts of an explanation that carry its result, in order. */
function carriers(node: Explanation, result: Verdict): readonly Leaf[] {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return node.parts.filter((part) => part.verdict === result).flatMap((part) => carriers(part, result));
    case 'not':
      return carriers(node.part, node.part.verdict);
    case 'when':
    case 'case':
      return node.then === null ? carriers(node.condition, node.condition.verdict) : carriers(node.then, result);
    case 'estates':
      return [
        ...node.parts.filter(({ part }) => part.verdict === result).flatMap(({ part }) => carriers(part, result)),
        ...(result === '不适用' ? node.outside.flatMap(({ condition }) => carriers(condition, condition.verdict)) : []),
      ];
    case 'ratio':
    case 'number':
    case 'flag':
    case 'named':
    case 'checklist':
      return [node];
    default:
      return assertNever(node);
  }
}

/** Nothing computed to show: no 小区 listed, or a clause decided by a person. */
function fallback({ clauses, result }: IndicatorResult): string {
  const clause = clauses.find((candidate) => candidate.result === result);
  if (clause === undefined) return lineText.nothing;
  if (clause.override !== null) return lineText.overridden(clause.override.reason);
  if (clause.waiver !== null) return lineText.waived(clause.waiver.reason);
  return clause.data.kind === 'estates' && clause.data.noneListed ? lineText.noEstates : clause.explanation;
}

function sayLeaf(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'ratio':
      return sayRatio(leaf);
    case 'number':
      return sayNumber(leaf);
    case 'checklist':
      return sayChecklist(leaf);
    case 'named':
      return leaf.text ?? (leaf.verdict === '待核' ? lineText.lacking(leaf.label) : lineText.no(leaf.label));
    case 'flag':
      if (leaf.state === 'unknown') return lineText.unanswered(leaf.label);
      return leaf.state === 'no' ? lineText.no(leaf.label) : leaf.label;
  }
}

const OPPOSITE = { '≥': '<', '>': '≤', '≤': '>', '<': '≥' } as const;

function sayRatio({ part, whole, percent, relation, threshold, verdict, problem }: Of<'ratio'>): string {
  if (problem === 'zero-whole') return lineText.zeroWhole(whole.label);
  if (problem === 'part-exceeds-whole') return lineText.exceeds(part.label, whole.label);
  if (percent === null) return lineText.lacking(part.value === null ? part.label : whole.label);
  return `${percent} ${verdict === '不符合' ? OPPOSITE[relation] : relation} ${threshold}`;
}

function sayNumber({ label, value, atLeastKnown, relation, threshold, verdict }: Of<'number'>): string {
  const unit = value.unit === '' ? '' : ` ${value.unit}`;
  const sign = verdict === '不符合' ? OPPOSITE[relation] : relation;
  if (value.value !== null) return `${value.value} ${sign} ${threshold}${unit}`;
  if (verdict === '待核') {
    return atLeastKnown === null
      ? lineText.lacking(label ?? value.label)
      : lineText.known(atLeastKnown, unit, `${relation} ${threshold}`);
  }
  return `${atLeastKnown ?? '0'} ${sign} ${threshold}${unit}`;
}

function sayChecklist({ label, need, items, verdict }: Of<'checklist'>): string {
  const count = (state: (typeof items)[number]['state']) => items.filter((item) => item.state === state).length;
  const first = (state: (typeof items)[number]['state']) => items.find((item) => item.state === state)?.label ?? label;
  const yes = count('yes');
  if (verdict === '待核') return lineText.unanswered(first('unknown'), count('unknown'));
  if (need !== 'all')
    return yes >= need ? lineText.listedNeed(yes, need, label) : lineText.listedShort(yes, need, label);
  return verdict === '不符合' ? lineText.lacking(first('no')) : lineText.listed(yes, yes + count('no'), label);
}
