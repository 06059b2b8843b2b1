import { useState } from 'react';
import { useInspection } from '#renderer/stores/context.ts';
import { checkText } from '#renderer/text/publish-text.ts';
import { useGoToPart, type IndicatorPart } from '#renderer/parts/go-to-part.ts';
import { Line } from './step.tsx';

/** As many links as a line has room for; more are unfolded when asked for. */
const FEW = 6;

interface Props {
  readonly words: string;
  readonly indicators: readonly number[];
  /** What of an indicator the line is about. */
  readonly partOf: (no: number) => IndicatorPart;
}

/** Something worth knowing of several indicators, each with the way to its place. */
export function IndicatorLine({ words, indicators, partOf }: Props) {
  const results = useInspection((inspection) => inspection.assessment.indicators);
  const goTo = useGoToPart();
  const [unfolded, setUnfolded] = useState(false);
  const isLong = indicators.length > FEW;
  return (
    <Line sign="warn">
      {words}
      {isLong && (
        <button type="button" className="btn link" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {unfolded ? checkText.hide : checkText.show}
        </button>
      )}
      {(!isLong || unfolded) && (
        <span className="numbers">
          {indicators.map((no) => {
            const name = results.find((result) => result.no === no)?.name ?? '';
            return (
              <button
                key={no}
                type="button"
                className="btn link num"
                aria-label={`${no} ${name}`}
                title={`${no} ${name}`}
                onClick={() => goTo(no, partOf(no))}
              >
                {no}
              </button>
            );
          })}
        </span>
      )}
    </Line>
  );
}
