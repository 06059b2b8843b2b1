import type { Field, FieldOf } from './field-schema.ts';

type Fields = readonly Field[];

/**
 * The text field that takes the reason of a judgement: `<flag>Reason` beside its flag. Null where the flag wants no
 * reason, or where the catalogue leaves no place for one.
 */
export function reasonFieldOf(fields: Fields, flag: Field): FieldOf<'text'> | null {
  if (flag.kind !== 'flag' || flag.reasonWanted !== true) return null;
  const found = fields.find((field) => field.id === `${flag.id}Reason`);
  return found?.kind === 'text' ? found : null;
}

/** Ids of the fields that hold reasons of judgements rather than facts. */
export function reasonIdsOf(fields: Fields): ReadonlySet<string> {
  return new Set(fields.flatMap((field) => reasonFieldOf(fields, field)?.id ?? []));
}
