import { useNavigation } from '#renderer/stores/context.ts';
import { boardText } from '#renderer/text/board-text.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import type { Finding } from '#shared/assess/types.ts';

interface Props {
  readonly finding: Finding;
  /** Null: no reply is possible now. */
  readonly onReply: ((finding: Finding) => void) | null;
}

/** A finding with its ways out: to the place it is about, or a reply that keeps what is there. */
export function FindingRow({ finding, onReply }: Props) {
  const showIndicator = useNavigation((state) => state.showIndicator);
  const contradiction = finding.severity === 'contradiction';
  return (
    <li>
      <i className={`dot ${contradiction ? 'unmet' : 'und'}`} aria-hidden="true" />
      <span className="no num">{clauseNumber(finding.clause)}</span>
      <span className="what" title={finding.message}>
        {finding.message}
      </span>
      <button type="button" className="btn link" onClick={() => showIndicator(finding.indicator, finding.clause)}>
        {boardText.jump}
      </button>
      {onReply !== null && (
        <button type="button" className="btn link" onClick={() => onReply(finding)}>
          {boardText.keep}
        </button>
      )}
    </li>
  );
}
