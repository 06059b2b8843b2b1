import type { Catalogue, Indicator } from '#shared/catalogue/schema.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { pinyinInitials } from '#renderer/text/pinyin.ts';

const known = new WeakMap<Indicator, string>();

/** Everything an indicator can be found by, in lower case. */
function haystack(indicator: Indicator): string {
  const done = known.get(indicator);
  if (done !== undefined) return done;
  const clauses = indicator.clauses.flatMap((clause) => [
    clauseNumber(clause.id),
    clause.label,
    ...clause.fields.flatMap((field) => [
      field.label,
      ...(field.kind === 'checklist' ? field.options.map((option) => option.label) : []),
    ]),
  ]);
  const text = [indicator.name, pinyinInitials(indicator.name), ...clauses].join('\n').toLowerCase();
  known.set(indicator, text);
  return text;
}

/** Numbers of the indicators that match: by number, name, clause, field, or the name's pinyin initials. */
export function findIndicators(catalogue: Catalogue, query: string): ReadonlySet<number> {
  const wanted = query.trim().toLowerCase();
  const indicators = catalogue.categories.flatMap((category) => category.indicators);
  const byNumber = /^\d+$/.test(wanted);
  return new Set(
    indicators
      .filter((indicator) =>
        byNumber ? String(indicator.no).startsWith(wanted) : haystack(indicator).includes(wanted),
      )
      .map((indicator) => indicator.no),
  );
}
