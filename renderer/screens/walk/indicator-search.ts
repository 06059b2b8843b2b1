import type { Catalogue, Clause, Indicator } from '#shared/catalogue/schema.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { foldName } from '#shared/reading/fold-name.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { pinyinInitials } from '#renderer/text/pinyin.ts';

const known = new WeakMap<Indicator, string>();

/** Everything an indicator can be found by, folded. */
function haystack(indicator: Indicator): string {
  const done = known.get(indicator);
  if (done !== undefined) return done;
  const text = [indicator.name, pinyinInitials(indicator.name), ...indicator.clauses.flatMap(wordsOf)]
    .map(foldName)
    .join('\n');
  known.set(indicator, text);
  return text;
}

/** What a clause can be found by. */
function wordsOf(clause: Clause): readonly string[] {
  return [
    clauseNumber(clause.id),
    clause.label,
    ...clause.fields.flatMap((field) => [
      field.label,
      ...(field.kind === 'checklist' ? field.options.map((option) => option.label) : []),
    ]),
  ];
}

/**
 * The clause of an indicator that a search is about: by its number (`11-2`), else by what it asks. Undefined where the
 * search is about the indicator as a whole.
 */
export function clauseFound(catalogue: Catalogue, no: number, query: string): string | undefined {
  const wanted = foldName(query);
  const indicator = catalogue.categories.flatMap(({ indicators }) => indicators).find((one) => one.no === no);
  if (wanted === '' || /^\d+$/.test(wanted) || indicator === undefined) return undefined;
  if ([indicator.name, pinyinInitials(indicator.name)].some((name) => foldName(name).includes(wanted)))
    return undefined;
  const numbered = indicator.clauses.find(({ id }) => foldName(clauseNumber(id)) === wanted);
  return (
    numbered ?? indicator.clauses.find((clause) => wordsOf(clause).some((word) => foldName(word).includes(wanted)))
  )?.id;
}

const isPerEstate = ({ clauses }: Indicator): boolean => clauses.some(({ each }) => each !== undefined);

/**
 * Numbers of the indicators that match: by number, name, clause, field, the name's pinyin initials, or, where they are
 * judged 小区 by 小区, the name of one.
 */
export function findIndicators(catalogue: Catalogue, query: string, estates: Facts['estates']): ReadonlySet<number> {
  const wanted = foldName(query);
  const namesEstate = estates.some(({ name }) => foldName(name).includes(wanted));
  const indicators = catalogue.categories.flatMap((category) => category.indicators);
  const byNumber = /^\d+$/.test(wanted);
  return new Set(
    indicators
      .filter((indicator) =>
        byNumber
          ? String(indicator.no).startsWith(wanted)
          : haystack(indicator).includes(wanted) || (namesEstate && isPerEstate(indicator)),
      )
      .map((indicator) => indicator.no),
  );
}
