import { createContext, useContext } from 'react';
import { hasMarks, markedTable } from '#shared/facts/one-line.ts';
import { useSession } from '#renderer/stores/context.ts';
import { cellText } from '#renderer/text/walk-text.ts';
import { addressKey, type Address } from './address.ts';
import { spreadCells, type FigurePlace } from './figure-places.ts';
import type { TypingControl } from './use-typing.ts';

/** The fields for figures that are filled in together, in the order in which they stand. */
const Places = createContext<readonly FigurePlace[]>([]);
export const FigurePlaces = Places.Provider;

/** For several cells pasted into a figure: which field would take which, recorded as one change when asked for. */
export function CellOffer({ typing, address }: { readonly typing: TypingControl; readonly address: Address }) {
  const places = useContext(Places);
  const record = useSession((state) => state.record);
  if (!hasMarks(typing.text)) return null;
  const cells = markedTable(typing.text).flat();
  const at = places.findIndex((place) => addressKey(place.address) === addressKey(address));
  const spread = spreadCells(cells, places, at);
  if ('fault' in spread) return <span>{spread.fault}</span>;
  const take = () => {
    typing.giveUp();
    void record(spread.drafts);
  };
  return (
    <button type="button" className="btn link" onClick={take}>
      {cellText.take(spread.words)}
    </button>
  );
}
