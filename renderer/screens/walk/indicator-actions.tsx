import type { IndicatorResult } from '#shared/assess/types.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import type { JudgementKind } from './clause-card.tsx';

interface Props {
  readonly result: IndicatorResult;
  readonly disabled: boolean;
  readonly onJudge: (kind: JudgementKind, target: string) => void;
}

/** Decisions about the indicator as a whole. */
export function IndicatorActions({ result, disabled, onJudge }: Props) {
  const record = useSession((state) => state.record);
  if (disabled) return null;
  const target = String(result.no);
  return (
    <span className="acts">
      {result.waiver !== null && (
        <button type="button" onClick={() => void record([{ type: 'waiver.set', payload: { target, waiver: null } }])}>
          {walkText.withdrawWaiver}
        </button>
      )}
      {result.override === null ? (
        <button type="button" onClick={() => onJudge('override', target)}>
          {walkText.override}
        </button>
      ) : (
        <button
          type="button"
          onClick={() => void record([{ type: 'override.set', payload: { target, override: null } }])}
        >
          {walkText.withdrawOverride}
        </button>
      )}
    </span>
  );
}
