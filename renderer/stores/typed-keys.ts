import * as v from 'valibot';
import type { Register } from '#shared/log/register.ts';

/** What of an inspection a kept text is about. */
export type TypedPlace = Extract<Register, { of: 'answer' | 'note' | 'narrative' | 'estate' | 'evidence' }>;

/** A text that stands in a field and is not recorded, because it is no valid value of it. */
export interface InvalidEntry {
  readonly key: string;
  readonly text: string;
  readonly place: TypedPlace;
}

const ROWS = 'rows\n';
const OTHER = 'other\n';

/** Where the rows of a list are kept while texts in them are not recorded; `key`: the list's register. */
export const rowsKey = (key: string): string => `${ROWS}${key}`;
/** Where the name of a further box is kept while it is typed; `key`: the checklist's register. */
export const otherKey = (key: string): string => `${OTHER}${key}`;

/** The texts among those kept that are entries of the inspection, and not drafts of a form. */
export function invalidEntriesIn(typed: Readonly<Record<string, string>>): readonly InvalidEntry[] {
  return Object.entries(typed).flatMap(([key, text]) => {
    const place = placeOf(key);
    return place === null ? [] : [{ key, text, place }];
  });
}

/** The keys of places in which somebody types, as `registerKey` makes them. */
const PlaceKey = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.pipe(
      v.strictTuple([
        v.literal('answer'),
        v.nullable(v.string()),
        v.nullable(v.string()),
        v.string(),
        v.nullable(v.string()),
      ]),
      v.transform(([of, clause, estate, field, option]): TypedPlace => ({ of, clause, estate, field, option })),
    ),
    v.pipe(
      v.strictTuple([v.picklist(['note', 'narrative']), v.number()]),
      v.transform(([of, indicator]): TypedPlace => ({ of, indicator })),
    ),
    v.pipe(
      v.strictTuple([v.literal('estate'), v.string()]),
      v.transform(([of, estate]): TypedPlace => ({ of, estate })),
    ),
    v.pipe(
      v.strictTuple([v.literal('evidence'), v.string()]),
      v.transform(([of, id]): TypedPlace => ({ of, id })),
    ),
  ]),
);

function placeOf(key: string): TypedPlace | null {
  const prefix = [ROWS, OTHER].find((one) => key.startsWith(one)) ?? '';
  const parsed = v.safeParse(PlaceKey, key.slice(prefix.length));
  return parsed.success ? parsed.output : null;
}
