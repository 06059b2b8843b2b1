import { useMemo, type CSSProperties } from 'react';
import type { IndicatorResult } from '#shared/assess/types.ts';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { useFrozen, useInspection } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { VerdictTag } from '#renderer/ui/verdict.tsx';
import { ClauseCard, JudgementLine, type JudgementKind } from './clause-card.tsx';
import { ConflictList } from '#renderer/parts/conflict-list.tsx';
import { conflictsOf } from '#renderer/parts/conflicts-of.ts';
import { FindingsList } from './findings-list.tsx';
import { IndicatorActions } from './indicator-actions.tsx';
import { NarrativeCard } from './narrative-card.tsx';
import { WalkFoot } from './walk-foot.tsx';
import type { WalkSteps } from './use-walk-steps.ts';

interface Props {
  readonly indicator: Indicator;
  readonly result: IndicatorResult;
  readonly steps: WalkSteps;
  readonly onJudge: (kind: JudgementKind, target: string) => void;
  readonly onPick: () => void;
  readonly onWaive: () => void;
}

/** The two texts share the width by their length, so that neither has to be scrolled before it must. */
function widthsOf({ definition, requirement }: Indicator): CSSProperties {
  const share = definition.length / (definition.length + requirement.length);
  const left = Math.min(0.68, Math.max(0.3, share));
  return { gridTemplateColumns: `minmax(0, ${left}fr) minmax(0, ${1 - left}fr)` };
}

/** One indicator: the standard's own words always in sight, then findings, clauses, the published text. */
export function IndicatorView({ indicator, result, steps, onJudge, onPick, onWaive }: Props) {
  const disabled = useFrozen();
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const all = useInspection((inspection) => inspection.folded.conflicts);
  const conflicts = useMemo(() => conflictsOf(all, catalogue, indicator), [all, catalogue, indicator]);
  const results = useMemo(() => new Map(result.clauses.map((clause) => [clause.id, clause])), [result.clauses]);
  return (
    <main className="centre" data-indicator={indicator.no} aria-label={`${indicator.no} ${indicator.name}`}>
      <div className="top">
        <h1>
          <span className="no num">{indicator.no}</span>
          {indicator.name}
          <VerdictTag verdict={result.result} />
          {result.declared && (
            <span className="tag und small" title={walkText.declaredHint}>
              {walkText.declared}
            </span>
          )}
        </h1>
        <dl className="std" style={widthsOf(indicator)}>
          <div>
            <dt>{walkText.definition}</dt>
            <dd>{indicator.definition}</dd>
          </div>
          <div>
            <dt>{walkText.requirement}</dt>
            <dd>{indicator.requirement}</dd>
          </div>
        </dl>
      </div>
      <div className="scroll">
        {(result.waiver !== null || result.override !== null) && (
          <div className="decided">
            <JudgementLine result={result} />
          </div>
        )}
        <ConflictList conflicts={conflicts} />
        <FindingsList indicator={indicator} result={result} />
        {indicator.clauses.map((clause) => {
          const own = results.get(clause.id);
          return own === undefined ? null : (
            <ClauseCard key={clause.id} clause={clause} result={own} onJudge={onJudge} />
          );
        })}
        <NarrativeCard indicator={indicator} result={result} />
      </div>
      {/* Seldom wanted: after the fields for the Tab key, though it stands beside the name. */}
      <IndicatorActions result={result} disabled={disabled} onJudge={onJudge} />
      <WalkFoot steps={steps} disabled={disabled} onPick={onPick} onWaive={onWaive} />
    </main>
  );
}
