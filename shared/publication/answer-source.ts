import { environmentOf } from '../assess/environment.ts';
import { indexFields, resolverFor } from '../assess/reference.ts';
import type { Field } from '../catalogue/field-schema.ts';
import type { Catalogue } from '../catalogue/schema.ts';
import type { Estate, Facts } from '../facts/schema.ts';
import { assertNever } from '../result.ts';

/** Where the figure of an unanswered field comes from, in words; null: from nowhere. */
export type Sources = (clause: string, field: Field, estate: Estate | null) => string | null;

const defaultOf = (field: Field): string | undefined =>
  field.kind === 'count' || field.kind === 'quantity' ? field.defaultsTo : undefined;
/** Longest chain of fields that take each other's answers, as in judging. */
const MOST = 8;

/** Follows `defaultsTo` to the field that was truly answered, as judging does. */
export function sourcesOf(catalogue: Catalogue, facts: Facts): Sources {
  const index = indexFields(catalogue);
  return (clause, field, estate) => {
    const env = { ...environmentOf(facts), estate };
    let at = clause;
    let ref = defaultOf(field);
    for (let step = 0; ref !== undefined && step < MOST; step += 1) {
      const found = resolverFor(index, at)(ref);
      if (found.field === null || found.read(env) === undefined) return null;
      const { place } = found;
      const own = answersAt(facts, estate, place)?.[found.field.id];
      if (own !== undefined) return sourceText(place, found.label);
      if (place.in === 'clause' || place.in === 'estate-clause') at = place.clause;
      ref = defaultOf(found.field);
    }
    return null;
  };
}

type Place = ReturnType<ReturnType<typeof resolverFor>>['place'];

function answersAt(facts: Facts, estate: Estate | null, place: Place) {
  switch (place.in) {
    case 'profile':
      return facts.profile.facts;
    case 'estate':
      return estate?.facts;
    case 'clause':
      return facts.answers[place.clause];
    case 'estate-clause':
      return estate?.answers[place.clause];
    case 'item':
    case 'nowhere':
      return undefined;
    default:
      return assertNever(place);
  }
}

function sourceText(place: Place, label: string): string {
  if (place.in === 'profile') return '社区基本情况';
  if (place.in === 'estate') return '小区基本情况';
  return place.in === 'clause' || place.in === 'estate-clause' ? `${place.clause}“${label}”` : label;
}
