import { useNavigation } from '#renderer/stores/context.ts';
import { boardText } from '#renderer/text/board-text.ts';
import { placeText } from '#shared/publication/places.ts';
import { characterText } from '#shared/publication/unprintable.ts';
import type { Unprintable } from '#shared/publication/unprintable.ts';

/** Characters that the notice cannot print, each with the way to its place. */
export function UnprintableRows({ items }: { readonly items: readonly Unprintable[] }) {
  const showIndicator = useNavigation((state) => state.showIndicator);
  const editProfile = useNavigation((state) => state.editProfile);
  return (
    <ul className="open-items">
      {items.map(({ character, place }) => (
        <li key={`${character} ${place.indicator} ${place.field}`}>
          <i className="dot unmet" aria-hidden="true" />
          <span className="what">
            {characterText(character)} <small>{placeText(place)}</small>
          </span>
          <button
            type="button"
            className="btn link"
            onClick={() => (place.indicator === null ? editProfile(true) : showIndicator(place.indicator))}
          >
            {boardText.jump}
          </button>
        </li>
      ))}
    </ul>
  );
}
