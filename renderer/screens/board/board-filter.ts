import type { CardModel } from './card-model.ts';

/** What the board can be narrowed to, in the order of its chips. */
export const BOARD_FILTERS = [
  'all',
  'undetermined',
  'unmet',
  'contradiction',
  'conflict',
  'unproven',
  'declared',
] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

const MATCHES: Readonly<Record<BoardFilter, (card: CardModel) => boolean>> = {
  all: () => true,
  undetermined: (card) => card.result === '待核',
  unmet: (card) => card.result === '不符合',
  contradiction: (card) => card.contradictions > 0,
  conflict: (card) => card.conflicts > 0,
  unproven: (card) => card.unproven,
  declared: (card) => card.declared,
};

/** Whether a card stays in sight under a filter. */
export function matches(filter: BoardFilter, card: CardModel): boolean {
  return MATCHES[filter](card);
}

/** How many cards each chip would show. */
export function countsOf(cards: readonly CardModel[]): Readonly<Record<BoardFilter, number>> {
  const count = (filter: BoardFilter) => cards.filter((card) => matches(filter, card)).length;
  return {
    all: count('all'),
    undetermined: count('undetermined'),
    unmet: count('unmet'),
    contradiction: count('contradiction'),
    conflict: count('conflict'),
    unproven: count('unproven'),
    declared: count('declared'),
  };
}
