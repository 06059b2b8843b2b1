import { memo, useEffect, useRef } from 'react';
import type { ClauseResult } from '#shared/assess/types.ts';
import type { Clause } from '#shared/catalogue/schema.ts';
import { useFrozen, useNavigation, useSession } from '#renderer/stores/context.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { VERDICT_CLASS } from '#renderer/text/shell-text.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { VerdictTag } from '#renderer/ui/verdict.tsx';
import { Arithmetic } from './arithmetic.tsx';
import { ClauseBody } from './clause-body.tsx';
import { estateSummary } from './estate-parts.ts';

export type JudgementKind = 'waive' | 'override';

interface Props {
  readonly clause: Clause;
  readonly result: ClauseResult;
  readonly onJudge: (kind: JudgementKind, target: string) => void;
}

/** A clause: its fields, and under them the verdict with its arithmetic. Rendered again only when it changes. */
export const ClauseCard = memo(function ClauseCard({ clause, result, onJudge }: Props) {
  const selectClause = useNavigation((state) => state.selectClause);
  const selected = useNavigation((state) => state.clause === clause.id);
  // Only jumps scroll: a card that moved when clicked into would take the click away from the control under the pointer.
  const jump = useNavigation((state) => (state.jump?.clause === clause.id ? state.jump : null));
  const disabled = useFrozen();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (jump !== null) card.current?.scrollIntoView({ block: 'nearest' });
  }, [jump]);
  return (
    <section
      ref={card}
      id={`clause-${clause.id}`}
      data-clause={clause.id}
      className={`clause ${VERDICT_CLASS[result.result]}${selected ? ' selected' : ''}`}
      aria-label={`${clauseNumber(clause.id)} ${clause.label}`}
      onFocusCapture={() => selectClause(clause.id)}
    >
      <header>
        <b>
          <span className="num">{clauseNumber(clause.id)}</span> {clause.label}
        </b>
        <span className="marks">
          {result.declared && (
            <span className="tag und small" title={walkText.declaredHint}>
              {walkText.declared}
            </span>
          )}
          <VerdictTag verdict={result.result} />
        </span>
      </header>
      <ClauseBody clause={clause} result={result} disabled={disabled} />
      <JudgementLine result={result} />
      <p className="calc" aria-live="polite">
        {result.invalid === undefined ? (
          <Arithmetic text={(clause.each === undefined ? null : estateSummary(result.data)) ?? result.explanation} />
        ) : (
          <b className="unmet">{result.explanation}</b>
        )}
      </p>
      {/* Seldom wanted: after the fields for the Tab key, though it stands beside the name. */}
      <ClauseActions result={result} disabled={disabled} onJudge={onJudge} />
    </section>
  );
});

interface ActionsProps {
  readonly result: ClauseResult;
  readonly disabled: boolean;
  readonly onJudge: Props['onJudge'];
}

function ClauseActions({ result, disabled, onJudge }: ActionsProps) {
  const record = useSession((state) => state.record);
  if (disabled) return null;
  const { id, waiver, override } = result;
  return (
    <span className="acts">
      {waiver === null ? (
        <button type="button" onClick={() => onJudge('waive', id)}>
          {walkText.waive}
        </button>
      ) : (
        <button
          type="button"
          onClick={() => void record([{ type: 'waiver.set', payload: { target: id, waiver: null } }])}
        >
          {walkText.withdrawWaiver}
        </button>
      )}
      {override === null ? (
        <button type="button" onClick={() => onJudge('override', id)}>
          {walkText.override}
        </button>
      ) : (
        <button
          type="button"
          onClick={() => void record([{ type: 'override.set', payload: { target: id, override: null } }])}
        >
          {walkText.withdrawOverride}
        </button>
      )}
    </span>
  );
}

/** A person's decision, with its reason and name, where it replaces the computed result. */
export function JudgementLine({ result }: { readonly result: Pick<ClauseResult, 'waiver' | 'override'> }) {
  const { waiver, override } = result;
  return (
    <>
      {waiver !== null && (
        <p className="judged">
          <b>{walkText.waived(waiver.by)}</b>
          {waiver.reason}
        </p>
      )}
      {override !== null && (
        <p className="judged">
          <b>{walkText.overridden(override.computed, override.by)}</b>
          {override.reason}
        </p>
      )}
    </>
  );
}
