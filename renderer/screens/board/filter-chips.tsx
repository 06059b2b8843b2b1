import { boardText } from '#renderer/text/board-text.ts';
import { BOARD_FILTERS, type BoardFilter } from './board-filter.ts';

interface Props {
  readonly counts: Readonly<Record<BoardFilter, number>>;
  readonly value: BoardFilter;
  readonly onChange: (filter: BoardFilter) => void;
}

/** Narrows the board; every chip says how many cards it would leave. */
export function FilterChips({ counts, value, onChange }: Props) {
  return (
    <div className="chips" role="group" aria-label={boardText.filterLabel}>
      {BOARD_FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === value}
          disabled={counts[filter] === 0 && filter !== value && filter !== 'all'}
          onClick={() => onChange(filter === value ? 'all' : filter)}
        >
          {boardText.filters[filter]} <b className="num">{counts[filter]}</b>
        </button>
      ))}
      <span className="hint">{boardText.arrows}</span>
    </div>
  );
}
