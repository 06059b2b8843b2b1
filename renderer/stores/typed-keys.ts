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

const AnswerKey = v.tuple([v.nullable(v.string()), v.nullable(v.string()), v.string(), v.nullable(v.string())]);

function placeOf(key: string): TypedPlace | null {
  const [kind, id = ''] = key.split('\n');
  switch (kind) {
    case 'rows':
    case 'other':
      return placeOf(id);
    case 'note':
    case 'narrative':
      return { of: kind, indicator: Number(id) };
    case 'estate':
      return { of: kind, estate: id };
    case 'evidence':
      return { of: kind, id };
    default:
      return answerOf(key);
  }
}

function answerOf(key: string): TypedPlace | null {
  if (!key.startsWith('[')) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), AnswerKey), key);
  if (!parsed.success) return null;
  const [clause, estate, field, option] = parsed.output;
  return { of: 'answer', clause, estate, field, option };
}
