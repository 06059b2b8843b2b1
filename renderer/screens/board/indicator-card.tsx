import { boardText } from '#renderer/text/board-text.ts';
import { VERDICT_CLASS } from '#renderer/text/shell-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import type { CardModel } from './card-model.ts';

interface Props {
  readonly card: CardModel;
  readonly inTabOrder: boolean;
  readonly onFocus: (no: number) => void;
  readonly onOpen: (no: number) => void;
  /** Opens it at the first place that is missing. */
  readonly onMissing: (no: number) => void;
}

/** An indicator in three lines: what it is, how it stands, by which arithmetic. */
export function IndicatorCard({ card, inTabOrder, onFocus, onOpen, onMissing }: Props) {
  const tone = VERDICT_CLASS[card.result];
  return (
    <button
      type="button"
      className={`tile ${tone}`}
      data-indicator={card.no}
      tabIndex={inTabOrder ? 0 : -1}
      title={`${card.no} ${card.name}\n${card.line.text}`}
      onFocus={() => onFocus(card.no)}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('[data-missing]') !== null) onMissing(card.no);
        else onOpen(card.no);
      }}
    >
      <span className="name">
        <span className="num">{card.no}</span>
        {card.name}
      </span>
      <span className="state">
        <i className={`dot ${tone}`} aria-hidden="true" />
        <b className={tone}>{card.result}</b>
        {card.result === '待核' && card.missing > 0 && (
          <span className="und" data-missing>
            {boardText.missing(card.missing)}
          </span>
        )}
        {card.contradictions > 0 && <em>{boardText.contradiction}</em>}
        {card.conflicts > 0 && <em>{boardText.conflict}</em>}
        <EvidenceCount card={card} />
      </span>
      <span className={card.line.warn ? 'sum und' : 'sum'}>{card.line.text}</span>
    </button>
  );
}

function EvidenceCount({ card }: { readonly card: CardModel }) {
  if (card.evidence === 0) return <span className="proof">{card.unproven ? boardText.unproven : ''}</span>;
  return (
    <span className="proof num" title={boardText.evidence(card.evidence)}>
      <Icon name="photo" size={13} />
      <span className="unseen">{boardText.evidence(card.evidence)}</span>
      <span aria-hidden="true">{card.evidence}</span>
    </span>
  );
}
