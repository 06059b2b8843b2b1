import type { Overall } from '#shared/assess/types.ts';
import { useInspection, useNavigation } from '#renderer/stores/context.ts';
import { boardText, overallSentence } from '#renderer/text/board-text.ts';
import { CommandKey } from '#renderer/ui/command-key.tsx';

const TONE: Readonly<Record<Overall, 'met' | 'unmet' | 'und'>> = { 达到标准: 'met', 未达到标准: 'unmet', 待核: 'und' };

/** The overall result in words, and the two ways on from here. */
export function VerdictBanner({ onFillIn }: { readonly onFillIn: () => void }) {
  const { standard, tier } = useInspection((inspection) => inspection.catalogue);
  const { overall, tally, findings } = useInspection((inspection) => inspection.assessment);
  const conflicts = useInspection((inspection) => inspection.folded.conflicts.length);
  const goTo = useNavigation((state) => state.goTo);
  const sentence = overallSentence(overall, `《${standard}》（${tier}）`, {
    met: tally['符合'],
    unmet: tally['不符合'],
    undetermined: tally['待核'],
    notApplicable: tally['不适用'],
    contradictions: findings.filter(({ severity, reply }) => severity === 'contradiction' && reply === null).length,
    conflicts,
  });
  return (
    <div className={`overall ${TONE[overall]}`}>
      <i className={`dot ${TONE[overall]}`} aria-hidden="true" />
      <h1>{overall}</h1>
      <p aria-live="polite">{sentence}</p>
      {tally['待核'] > 0 && (
        <button type="button" className="btn" onClick={onFillIn}>
          {boardText.fillIn}
          <CommandKey command="view.next-undetermined" />
        </button>
      )}
      <button type="button" className="btn primary" onClick={() => goTo('publish')}>
        {boardText.toPublish}
      </button>
    </div>
  );
}
