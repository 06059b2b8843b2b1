import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Draft } from '#shared/log/events.ts';
import { cellText } from '#renderer/text/walk-text.ts';
import type { Address } from './address.ts';
import { readAnswer } from './read-draft.ts';

/** A field for a figure, where it stands among those beside it. */
export interface FigurePlace {
  readonly label: string;
  readonly kind: 'count' | 'quantity';
  readonly unit: string;
  readonly address: Address;
}

/** The counts and amounts among fields; a 申报值 stands for what they say and is filled in alone. */
export function figurePlaces(
  fields: readonly Field[],
  { clause, estate }: Pick<Address, 'clause' | 'estate'>,
): readonly FigurePlace[] {
  return fields.flatMap((field) =>
    field.kind === 'count' || field.kind === 'quantity'
      ? [{ label: field.label, kind: field.kind, unit: field.unit, address: { clause, estate, field: field.id } }]
      : [],
  );
}

/** What several cells would be in the fields from one on: which takes which, or in words why they are not taken. */
export type Spread = { readonly words: string; readonly drafts: readonly Draft[] } | { readonly fault: string };

/** Spreads pasted cells over a field and those behind it; a blank cell leaves its field as it is. */
export function spreadCells(cells: readonly string[], places: readonly FigurePlace[], from: number): Spread {
  const left = places.slice(from);
  if (from < 0 || cells.length > left.length)
    return { fault: cellText.tooMany(cells.length, from < 0 ? 1 : left.length) };
  const taken: { readonly words: string; readonly draft: Draft }[] = [];
  for (const [index, cell] of cells.entries()) {
    const place = left[index];
    if (place === undefined || cell.trim() === '') continue;
    const read = readAnswer(place, place.address, cell);
    if ('fault' in read) return { fault: cellText.unfit(cell, place.label, read.fault) };
    taken.push({ words: cellText.pair(place.label, cell.trim()), draft: read.draft });
  }
  return { words: taken.map(({ words }) => words).join('，'), drafts: taken.map(({ draft }) => draft) };
}
