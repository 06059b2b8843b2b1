import type { Answer, Answers, Entry, Estate, Facts } from '../facts/schema.ts';

/** What a rule is judged on: the facts, and inside `each`, `estates` or `items` the one being judged. */
export interface Environment {
  readonly facts: Facts;
  estate: Estate | null;
  item: Entry | null;
}

/** A fresh environment at community level. */
export function environmentOf(facts: Facts): Environment {
  return { facts, estate: null, item: null };
}

/** Runs `judge` for one 小区 and puts back what was there. */
export function inEstate<T>(env: Environment, estate: Estate, judge: (env: Environment) => T): T {
  const before = env.estate;
  env.estate = estate;
  const result = judge(env);
  env.estate = before;
  return result;
}

/** Runs `judge` for one entry of a list and puts back what was there. */
export function inItem<T>(env: Environment, item: Entry, judge: (env: Environment) => T): T {
  const before = env.item;
  env.item = item;
  const result = judge(env);
  env.item = before;
  return result;
}

/** Where an answer lives. */
export type Place =
  | { readonly in: 'clause'; readonly clause: string }
  | { readonly in: 'estate-clause'; readonly clause: string }
  | { readonly in: 'profile' }
  | { readonly in: 'estate' }
  | { readonly in: 'item' }
  | { readonly in: 'nowhere' };

/** An answer and nothing that every object has: a field may be called `toString`. */
function own(answers: Answers | undefined, field: string): Answer | undefined {
  return answers !== undefined && Object.hasOwn(answers, field) ? answers[field] : undefined;
}

/** A reader of one field's raw answer, undefined while unanswered. */
export function readerAt(place: Place, field: string): (env: Environment) => Answer | undefined {
  switch (place.in) {
    case 'clause': {
      const clause = place.clause;
      return (env) => own(env.facts.answers[clause], field);
    }
    case 'estate-clause': {
      const clause = place.clause;
      return (env) => own(env.estate?.answers[clause], field);
    }
    case 'profile':
      return (env) => own(env.facts.profile.facts, field);
    case 'estate':
      return (env) => own(env.estate?.facts, field);
    case 'item':
      return (env) => own(env.item?.answers, field);
    case 'nowhere':
      return () => undefined;
  }
}

/** A name for the answer's place, unique within the facts: `4a1.cameras`, `tianzhu/6a.sheds`. */
export function placeKey(place: Place, field: string, env: Environment): string {
  switch (place.in) {
    case 'clause':
      return answerKey({ clause: place.clause, estate: null, field });
    case 'estate-clause':
      return answerKey({ clause: place.clause, estate: env.estate?.id ?? '', field });
    case 'estate':
      return answerKey({ clause: null, estate: env.estate?.id ?? '', field });
    case 'item':
      return itemKey(env.item?.name ?? '', field);
    case 'profile':
      return answerKey({ clause: null, estate: null, field });
    case 'nowhere':
      return `nowhere.${field}`;
  }
}

/** The name of an answer's place by its address: clause null = a fact, estate null = of the community. */
export function answerKey(at: {
  readonly clause: string | null;
  readonly estate: string | null;
  readonly field: string;
}): string {
  const { clause, estate, field } = at;
  if (estate !== null) return `${estate}/${clause === null ? field : `${clause}.${field}`}`;
  return `${clause ?? 'profile'}.${field}`;
}

/** The name of an answer about one entry of a list. */
export function itemKey(entry: string, field: string): string {
  return `${entry}#${field}`;
}
