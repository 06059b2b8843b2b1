import type { Check as CatalogueCheck } from '#shared/catalogue/schema.ts';
import type { Operand } from '#shared/catalogue/rule-schema.ts';
import { addBounds, type Bounds, exactly, settled } from '#shared/assess/bounds.ts';
import { environmentOf } from '#shared/assess/environment.ts';
import { compare, decimalText } from '#shared/assess/exact.ts';
import type { Check, CheckContext, CheckedIndicator, Observation } from './context.ts';
import { differences } from './same-figure.ts';

/** A figure of a check as far as it is known, and how to name it. */
interface Figure {
  readonly ref: string | null;
  readonly bounds: Bounds;
  readonly said: string;
}

/** The catalogue's own checks: parts make the whole, values are the same, one is at most the other. */
export const catalogueChecks: Check = (context) => {
  const differing = new Set(differences(context).map(({ ref }) => ref));
  return context.indicators.flatMap((indicator) =>
    (indicator.entry.indicator.checks ?? []).flatMap((check) => hold(context, indicator, check, differing)),
  );
};

function hold(
  context: CheckContext,
  { result }: CheckedIndicator,
  check: CatalogueCheck,
  differing: ReadonlySet<string>,
): readonly Observation[] {
  const read = (operand: Operand) => figureOf(context, check.clause, operand);
  const seen = (kind: Observation['kind'], message: string, figures: readonly Figure[]): readonly Observation[] => [
    {
      indicator: result.no,
      clause: check.clause,
      kind,
      severity: 'contradiction',
      subject: `${check.label}/${figures.map((figure) => known(figure)).join('/')}`,
      message: `${check.label}：${message}`,
    },
  ];
  switch (check.kind) {
    case 'sum': {
      const [whole, parts] = [read(check.whole), check.parts.map(read)];
      const sum = parts.reduce((bounds, part) => addBounds(bounds, part.bounds), exactly(0));
      if (!apart(whole.bounds, sum)) return [];
      const told = `${whole.said} 不等于 ${parts.map((part) => part.said).join(' ＋ ')} = ${known({ ...whole, bounds: sum })}`;
      return seen('parts-mismatch', told, [whole, ...parts]);
    }
    case 'equal': {
      const values = check.values.map(read);
      const repeated = values.some(({ ref }) => ref !== null && differing.has(ref));
      if (repeated || !values.some((a) => values.some((b) => apart(a.bounds, b.bounds)))) return [];
      return seen('count-mismatch', `各处不一致：${values.map((value) => value.said).join('、')}`, values);
    }
    case 'atMost': {
      const [part, whole] = [read(check.part), read(check.whole)];
      if (whole.bounds.hi === null || compare(part.bounds.lo, whole.bounds.hi) <= 0) return [];
      return seen('part-exceeds-whole', `${part.said} 大于 ${whole.said}`, [part, whole]);
    }
  }
}

function figureOf({ compiled, facts }: CheckContext, clause: string, operand: Operand): Figure {
  const scope = compiled.clauses.get(clause)?.scope;
  if (scope === undefined) return { ref: null, bounds: { lo: 0, hi: null }, said: '' };
  const env = environmentOf(facts);
  const node = scope.operand(operand, { ...scope, ratios: [] });
  const { label, unit } = node.shown(env);
  const bounds = node.bounds(env);
  const ref = typeof operand !== 'string' ? null : operand.includes('.') ? operand : `${clause}.${operand}`;
  const origin =
    ref === null || ref.startsWith('profile.') || ref.startsWith(`${clause}.`) ? '' : `（${ref.split('.')[0]}）`;
  const figure = { ref, bounds, said: '' };
  return { ...figure, said: `${label}${origin} ${known(figure)}${unit}`.trimStart() };
}

function known({ bounds }: Figure): string {
  return settled(bounds) === null ? `至少 ${decimalText(bounds.lo)}` : decimalText(bounds.lo);
}

/** Whether no number within the one can be one within the other. */
function apart(a: Bounds, b: Bounds): boolean {
  return (a.hi !== null && compare(a.hi, b.lo) < 0) || (b.hi !== null && compare(b.hi, a.lo) < 0);
}
