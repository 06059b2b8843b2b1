import * as v from 'valibot';
import { markedNames, readLine } from '#shared/facts/one-line.ts';
import { Estate } from '#shared/facts/schema.ts';
import { isBlank } from '#shared/reading/characters.ts';
import { foldName } from '#shared/reading/fold-name.ts';
import { newEstateId } from './profile-values.ts';

export interface NamedEstate {
  readonly id: string;
  readonly name: string;
}

const Kept = v.array(v.strictObject({ id: Estate.entries.id, name: v.string() }));

/** The 小区 of a form as their draft was kept. */
export function keptEstates(draft: string | undefined): readonly NamedEstate[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), draft ?? '[]');
  return parsed.success ? parsed.output : [];
}

/** What is wrong with the name of a 小区; a blank one is left out and so no fault. */
export function faultOfEstate(name: string): string | null {
  if (isBlank(name)) return null;
  const read = readLine(Estate.entries.name, name);
  return 'fault' in read ? read.fault : null;
}

/** A name that two 小区 have, however it is spelled; null: none. */
export function sameNameIn(estates: readonly NamedEstate[]): string | null {
  const names = estates.filter(({ name }) => !isBlank(name));
  const twin = names.find(({ name }, at) =>
    names.slice(0, at).some((other) => foldName(other.name) === foldName(name)),
  );
  return twin === undefined ? null : twin.name.trim();
}

/** A 小区 of its own for every line pasted into one name. */
export function splitEstate(estates: readonly NamedEstate[], id: string): readonly NamedEstate[] {
  return estates.reduce((made: readonly NamedEstate[], estate) => {
    const [first, ...others] = estate.id === id ? markedNames(estate.name) : [estate.name];
    const begun = [...made, { id: estate.id, name: first ?? '' }];
    return others.reduce((list: readonly NamedEstate[], name) => {
      const taken = [...list, ...estates].map((one) => one.id);
      return [...list, { id: newEstateId(taken), name }];
    }, begun);
  }, []);
}
