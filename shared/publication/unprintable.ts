import type { Facts } from '../facts/schema.ts';
import type { NoticeModel } from './notice-model.ts';
import type { Place } from './places.ts';
import { placeText } from './places.ts';
import { printText } from './print-text.ts';

/** A character that no face has, and where it stands. */
export interface Unprintable {
  readonly character: string;
  readonly place: Place;
}

/** Whether a face has a character, or one that stands for it. */
export type Covers = (character: string) => boolean;

/** More characters than a message can usefully name. */
const NAMED = 20;

/**
 * Characters of a notice that the faces lack, each with every place that holds it: first the facts that people gave, then
 * the rows of the table, but for rows that only repeat such a fact. Empty: all of it can be printed.
 */
export function unprintableIn(facts: Facts, model: NoticeModel, covers: Covers): readonly Unprintable[] {
  const given = givenPlaces(facts).flatMap(([place, text]) => lacking(text, covers, place));
  const known = new Set(given.map(({ character }) => character));
  const rows = rowPlaces(model).flatMap(([place, text]) => lacking(text, covers, place));
  return [...given, ...rows.filter(({ character }) => !known.has(character))];
}

function lacking(text: string, covers: Covers, place: Place): Unprintable[] {
  const missing = new Set<string>();
  for (const character of printText(text)) if (character !== '\n' && !covers(character)) missing.add(character);
  return [...missing].map((character) => ({ character, place }));
}

function givenPlaces({ profile, estates }: Facts): [Place, string][] {
  return [
    [{ indicator: null, field: 'community' }, profile.community],
    [{ indicator: null, field: 'street' }, profile.street],
    [{ indicator: null, field: 'applicant' }, profile.applicant],
    [{ indicator: null, field: 'authority' }, profile.authority],
    [{ indicator: null, field: 'basis' }, profile.basis],
    [{ indicator: null, field: 'estate' }, estates.map(({ name }) => name).join('\n')],
  ];
}

function rowPlaces({ title, caption, rows }: NoticeModel): [Place, string][] {
  return [
    [{ indicator: null, field: 'title' }, `${title}${caption}`],
    ...rows.flatMap(({ no, ...row }): [Place, string][] => [
      [{ indicator: no, field: 'category' }, row.category],
      [{ indicator: no, field: 'name' }, row.name],
      [{ indicator: no, field: 'definition' }, row.definition],
      [{ indicator: no, field: 'requirement' }, row.requirement],
      [{ indicator: no, field: 'narrative' }, row.narrative],
      [{ indicator: no, field: 'note' }, row.notes.join('\n')],
    ]),
  ];
}

/** A character that may be invisible, or do something to a terminal: named by its code, shown only where it is a sign. */
export function characterText(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${character}（${code}）` : code;
}

/** `🙂（U+1F642，指标 1 的完成情况）`, each character with its places, at most twenty. */
export function unprintableText(found: readonly Unprintable[]): string {
  const places = new Map<string, string[]>();
  for (const { character, place } of found) {
    const before = places.get(character) ?? [];
    places.set(character, [...before, placeText(place)]);
  }
  return [...places]
    .slice(0, NAMED)
    .map(([character, where]) => `${characterText(character)}在${where.join('、')}`)
    .join('；');
}
