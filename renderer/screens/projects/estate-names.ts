import * as v from 'valibot';
import { hasMarks, markedCells, markedNames, readLine } from '#shared/facts/one-line.ts';
import { Estate } from '#shared/facts/schema.ts';
import { isBlank } from '#shared/reading/characters.ts';
import { foldName } from '#shared/reading/fold-name.ts';
import { cellText, walkText } from '#renderer/text/walk-text.ts';
import { newEstateId } from './profile-values.ts';

export interface EstateEntry {
  readonly id: string;
  readonly name: string;
}

const Kept = v.array(v.strictObject({ id: Estate.entries.id, name: v.string() }));

/** The 小区 of a form as they were kept. */
export function keptEstates(kept: string | undefined): readonly EstateEntry[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), kept ?? '[]');
  return parsed.success ? parsed.output : [];
}

/** What is wrong with the name of a 小区; a blank one is left out and so no fault. */
export function faultOfEstate(name: string): string | null {
  if (isBlank(name)) return null;
  const read = readLine(Estate.entries.name, name);
  return 'fault' in read ? read.fault : null;
}

/** The 小区 of a form as they are made: those that have a name. */
export function namedEstates(estates: readonly EstateEntry[]): EstateEntry[] {
  return estates.flatMap(({ id, name }) => {
    const read = readLine(Estate.entries.name, name);
    return 'fault' in read ? [] : [{ id, name: read.value }];
  });
}

/** A name that two 小区 have, however it is spelled; null: none. */
export function sameNameIn(estates: readonly EstateEntry[]): string | null {
  const names = estates.filter(({ name }) => !isBlank(name));
  const twin = names.find(({ name }, at) =>
    names.slice(0, at).some((other) => foldName(other.name) === foldName(name)),
  );
  return twin === undefined ? null : twin.name.trim();
}

/** The name of another 小区 that is the same as a text, however it is spelled; null: none. */
export function twinOf(estates: readonly EstateEntry[], id: string, text: string): string | null {
  if (isBlank(text)) return null;
  return estates.find((other) => other.id !== id && foldName(other.name) === foldName(text))?.name ?? null;
}

/** What is offered for several lines or cells in one name, in words; null: nothing. Names stand in the first column. */
export function splitEstateWords(text: string): string | null {
  const names = markedNames(text);
  const [first] = names;
  if (first === undefined || !hasMarks(text)) return null;
  const unused = Math.max(...markedCells(text).map((cells) => cells.findLastIndex((cell) => cell !== '')));
  return [
    names.length > 1 ? walkText.split(names.length, names.slice(0, 3).join('、')) : cellText.first(first),
    ...(unused > 0 ? [cellText.unused(unused)] : []),
  ].join('，');
}

/** A 小区 of its own for every line pasted into one name. */
export function splitEstate(estates: readonly EstateEntry[], id: string): readonly EstateEntry[] {
  return estates.reduce((made: readonly EstateEntry[], estate) => {
    const [first, ...others] = estate.id === id ? markedNames(estate.name) : [estate.name];
    const begun = [...made, { id: estate.id, name: first ?? '' }];
    return others.reduce((list: readonly EstateEntry[], name) => {
      const taken = [...list, ...estates].map((one) => one.id);
      return [...list, { id: newEstateId(taken), name }];
    }, begun);
  }, []);
}
