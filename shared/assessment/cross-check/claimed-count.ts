import { FIGURE, plainFigure, readingsOf } from '#shared/reading/figures-in-text.ts';
import { foldName } from '#shared/reading/fold-name.ts';
import { spellingsOf } from '#shared/reading/units.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { checklistStates } from '#shared/assess/checklist-states.ts';
import type { CompiledClause } from '#shared/assess/compile.ts';
import { sortEstates } from '#shared/assess/each-estate.ts';
import { type Environment, environmentOf, inEstate } from '#shared/assess/environment.ts';
import { add, decimalText, type Exact, parseDecimal } from '#shared/assess/exact.ts';
import { nodesOf } from '#shared/assess/explanation.ts';
import { asBoxes, asEntries, asNumber, type Reference } from '#shared/assess/reference.ts';
import { type CheckedIndicator, type Observation, uniqueAt, type Written, writtenCheck } from './context.ts';

/** A field with a unit and its answer (of several 小区, their sum). */
interface Figure {
  readonly clause: string;
  readonly label: string;
  readonly unit: string;
  readonly value: string;
}

interface Claim {
  readonly number: string;
  /** What else the figure may be, itself first. */
  readonly readings: readonly string[];
  readonly unit: string;
  readonly start: number;
  readonly end: number;
  /** What stands before the number, back to the last comma. */
  readonly phrase: string;
}

/** Share of a label's character pairs that must stand in the phrase for it to speak of that field. */
const LIKENESS = 0.6;
const APPROXIMATE = /[约近逾超余]\s*$|超过\s*$|不少于\s*$/;

/**
 * Numbers with a field's unit in a 完成情况 that no answer of the indicator gives. Texts count things that nobody asked
 * for, too: a number is held against a field only when the phrase names it, or when there are no more numbers of that
 * unit than fields of it.
 */
export const claimedCounts = writtenCheck((indicator, written, facts) => {
  const env = environmentOf(facts);
  const figures = figuresOf(indicator, env);
  const known = numbersOf(indicator, facts, env);
  const claims = claimsIn(written, [...new Set(figures.map((figure) => figure.unit))]);
  return claims
    .filter((claim) => !claim.readings.some((reading) => known.has(exactText(reading))))
    .flatMap((claim) => mismatch(indicator, claim, claims, figures, written));
});

function mismatch(
  { result }: CheckedIndicator,
  claim: Claim,
  claims: readonly Claim[],
  figures: readonly Figure[],
  written: Written,
): readonly Observation[] {
  const sameUnit = figures.filter((figure) => figure.unit === claim.unit);
  const alike = sameUnit.filter((figure) => likeness(figure.label, claim.phrase) >= LIKENESS);
  const crowded = claims.filter((other) => other.unit === claim.unit).length > sameUnit.length;
  const candidates = alike.length > 0 ? alike : crowded ? [] : sameUnit;
  const [figure] = candidates;
  if (figure === undefined) return [];
  const values = new Set(candidates.map((candidate) => candidate.value));
  const place = uniqueAt(written, claim.start, claim.end);
  const answers = [...new Set(candidates.map(({ label, value, unit }) => `“${label}”${value}${unit}`))].join('、');
  return [
    {
      indicator: result.no,
      clause: figure.clause,
      kind: 'count-mismatch',
      severity: 'contradiction',
      subject: `${claim.number}${claim.unit}/${[...values].join('/')}`,
      message: `完成情况写“${claim.number}${claim.unit}”，填报的是${answers}`,
      fix:
        place === null || values.size !== 1
          ? null
          : { from: place.from, to: `${place.lead}${figure.value}${figure.unit}` },
    },
  ];
}

function claimsIn({ text, whole, original }: Written, units: readonly string[]): readonly Claim[] {
  if (units.length === 0) return [];
  const spellings = new Map(units.flatMap((unit) => spellingsOf(unit).map((spelling) => [spelling, unit])));
  const longestFirst = [...spellings.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(`(${FIGURE})\\s*(${longestFirst.join('|')})(?!次|以上|以下|左右|以内)`, 'giu');
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [all, figure = '', spelling = ''] = match;
    const unit = spellings.get(spelling.toLowerCase()) ?? spelling;
    const before = text.slice(0, match.index);
    if (APPROXIMATE.test(before)) return [];
    const phrase = before.slice(
      Math.max(...['，', ',', '；', ';', '。', '\n'].map((mark) => before.lastIndexOf(mark))) + 1,
    );
    const number = plainFigure(figure);
    const { start, end } = { start: match.index, end: match.index + all.length };
    return [
      {
        number,
        readings: readingsOf(whole.slice(original(start, end).start, original(start, end).end)),
        unit,
        start,
        end,
        phrase,
      },
    ];
  });
}

/** As answers are written: without zeros that say nothing. */
function exactText(figure: string): string {
  const value = parseDecimal(figure);
  return value === null ? figure : decimalText(value);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function likeness(label: string, phrase: string): number {
  const letters = Array.from(label);
  const pairs = letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  return pairs.length === 0 ? 0 : pairs.filter((pair) => phrase.includes(pair)).length / pairs.length;
}

function figuresOf({ clauses }: CheckedIndicator, env: Environment): readonly Figure[] {
  return clauses.flatMap(({ compiled }) =>
    compiled.clause.fields.flatMap((field) => {
      if (field.kind !== 'count' && field.kind !== 'quantity') return [];
      const value = totalOf(compiled, compiled.scope.resolve(field.id), env);
      const { label, unit } = field;
      return value === null ? [] : [{ clause: compiled.clause.id, label, unit, value: decimalText(value) }];
    }),
  );
}

function totalOf({ clause, where }: CompiledClause, { read }: Reference, env: Environment): Exact | null {
  if (clause.each === undefined) return asNumber(read(env));
  const values = sortEstates(where, env).judged.map((estate) => inEstate(env, estate, () => asNumber(read(env))));
  return values.reduce((sum: Exact | null, value) => (sum === null || value === null ? null : add(sum, value)), 0);
}

/** Every number that the indicator's answers give: figures, those in its arithmetic, boxes ticked, entries listed. */
function numbersOf({ clauses }: CheckedIndicator, facts: Facts, env: Environment): ReadonlySet<string> {
  const numbers = new Set<string>([String(facts.estates.length)]);
  for (const { compiled, result } of clauses) {
    for (const node of nodesOf(result.data)) {
      const shown = node.kind === 'ratio' ? [node.part, node.whole] : node.kind === 'number' ? [node.value] : [];
      for (const { value } of shown) if (value !== null) numbers.add(value);
    }
    for (const field of compiled.clause.fields) {
      const reference = compiled.scope.resolve(field.id);
      const total = totalOf(compiled, reference, env);
      if (total !== null) numbers.add(decimalText(total));
      const places = compiled.clause.each === undefined ? [null] : facts.estates;
      for (const estate of places) {
        const read = () => sizesOf(compiled, reference, env);
        for (const size of estate === null ? read() : inEstate(env, estate, read)) numbers.add(size);
      }
    }
  }
  return numbers;
}

function sizesOf({ scope }: CompiledClause, { field, read }: Reference, env: Environment): readonly string[] {
  const answer = read(env);
  const number = asNumber(answer);
  if (number !== null) return [decimalText(number)];
  const entries = asEntries(answer);
  if (entries !== null)
    return [String(entries.length), String(new Set(entries.map(({ name }) => foldName(name))).size)];
  const boxes = field?.kind === 'checklist' ? asBoxes(answer) : null;
  return boxes === null ? [] : [String(checklistStates(field, undefined, scope).count(boxes, env).yes)];
}
