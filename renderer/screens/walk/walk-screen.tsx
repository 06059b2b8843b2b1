import { useCallback, useMemo, useRef, useState } from 'react';
import { useCommand } from '#renderer/parts/commands/registry.ts';
import { useFrozen, useInspection, useNavigation } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { IndicatorList } from './indicator-list.tsx';
import { IndicatorView } from './indicator-view.tsx';
import { JudgementDialog, type Asking } from './judgement-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { useWalkSteps } from './use-walk-steps.ts';
import './walk.css';
import '#renderer/parts/fields/fields.css';
import './narrow.css';

/** 逐项验收: the list, one indicator, and what belongs to it. */
export function WalkScreen() {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const results = useInspection((inspection) => inspection.assessment.indicators);
  const finalised = useFrozen();
  const current = useNavigation((state) => state.indicator);
  const search = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const steps = useWalkSteps();
  const indicators = useMemo(() => catalogue.categories.flatMap((category) => category.indicators), [catalogue]);
  const indicator = indicators.find((candidate) => candidate.no === current) ?? indicators[0];
  const result = results.find((candidate) => candidate.no === indicator?.no);
  const judge = useCallback((kind: Asking['kind'], target: string) => setAsking({ kind, target }), []);
  const waive = useCallback(() => {
    if (!finalised) setAsking({ kind: 'waive', target: String(current) });
  }, [current, finalised]);
  const pick = useCallback(() => {
    if (finalised) return;
    // Chosen in a menu outside the page there is no gesture that lets a page ask for files: show the way instead.
    if (navigator.userActivation.isActive) picker.current?.click();
    else picker.current?.parentElement?.querySelector<HTMLElement>('.drop')?.focus();
  }, [finalised]);
  useCommand('view.previous', steps.goPrevious);
  useCommand('view.next', steps.goNext);
  useCommand('view.next-undetermined', () => steps.goUndetermined(1));
  useCommand('view.previous-undetermined', () => steps.goUndetermined(-1));
  useCommand('tools.add-evidence', pick);
  useCommand('tools.waive', waive);
  useCommand('edit.find', () => search.current?.focus());
  if (indicator === undefined || result === undefined) return null;
  return (
    <div className="walk">
      <IndicatorList search={search} />
      <div key={indicator.no} className="work">
        <button type="button" className="btn to-list" onClick={(event) => enterList(event.currentTarget)}>
          {walkText.list}
        </button>
        <IndicatorView
          indicator={indicator}
          result={result}
          steps={steps}
          onJudge={judge}
          onPick={pick}
          onWaive={waive}
        />
        <SidePanel indicator={indicator} picker={picker} />
      </div>
      <JudgementDialog indicator={indicator} asking={asking} onClose={() => setAsking(null)} />
    </div>
  );
}

/** In a narrow window the list shows while it has the focus; its one stop of the Tab key is the indicator at hand. */
function enterList(from: HTMLElement): void {
  from.closest('.walk')?.querySelector<HTMLElement>('.list .row[tabindex="0"]')?.focus();
}
