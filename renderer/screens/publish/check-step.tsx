import { useState } from 'react';
import { useInspection, useNavigation } from '#renderer/stores/context.ts';
import { checkText, publishText } from '#renderer/text/publish-text.ts';
import { VERDICTS } from '#shared/facts/schema.ts';
import type { Finding } from '#shared/assess/types.ts';
import type { Readiness } from '#shared/publication/readiness.ts';
import { registerName } from '#renderer/text/conflict-words.ts';
import { useGoToEntry } from '#renderer/parts/go-to-entry.ts';
import type { IndicatorPart } from '#renderer/parts/go-to-part.ts';
import { FindingRow } from '#renderer/parts/finding-row.tsx';
import { ReplyDialog } from '#renderer/parts/reply-dialog.tsx';
import { ConflictRows } from './conflict-rows.tsx';
import { IndicatorLine } from './indicator-line.tsx';
import { Line, Step, Within } from './step.tsx';
import { UndeterminedRows } from './undetermined-rows.tsx';
import { UnprintableRows } from './unprintable-rows.tsx';

/** 1 核对: what is settled, what is in the way, what is only worth knowing. */
export function CheckStep({ readiness }: { readonly readiness: Readiness }) {
  const finalised = useInspection((inspection) => inspection.finalised);
  const invalid = useInspection((inspection) => inspection.invalid.length);
  const settled = readiness.blocking + invalid === 0;
  return (
    <Step number={1} title={publishText.steps.check} state={settled || finalised ? 'done' : 'now'}>
      <ul className="lines">
        <InvalidLine />
        <JudgedLine readiness={readiness} finalised={finalised} />
        <ConflictLine readiness={readiness} />
        <ContradictionLine readiness={readiness} finalised={finalised} />
        {readiness.unprintable.length > 0 && (
          <>
            <Line sign="stop">{checkText.unprintable(readiness.unprintable.length)}</Line>
            <Within>
              <UnprintableRows items={readiness.unprintable} />
            </Within>
          </>
        )}
        <Warnings readiness={readiness} />
      </ul>
    </Step>
  );
}

/** What stands in fields and was not taken: nothing is finalised beside it. */
function InvalidLine() {
  const invalid = useInspection((inspection) => inspection.invalid);
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const facts = useInspection((inspection) => inspection.facts);
  const goTo = useGoToEntry();
  if (invalid.length === 0) return null;
  return (
    <>
      <Line sign="stop">{checkText.invalid(invalid.length)}</Line>
      <Within>
        <ul className="open-items">
          {invalid.map((entry) => (
            <li key={entry.key}>
              <i className="dot unmet" aria-hidden="true" />
              <span className="what">{registerName(entry.place, catalogue, facts)}</span>
              <button type="button" className="btn link" onClick={() => goTo(entry)}>
                {checkText.mend}
              </button>
            </li>
          ))}
        </ul>
      </Within>
    </>
  );
}

interface LineProps {
  readonly readiness: Readiness;
  readonly finalised: boolean;
}

function JudgedLine({ readiness, finalised }: LineProps) {
  const tally = useInspection((inspection) => inspection.assessment.tally);
  const total = VERDICTS.reduce((sum, verdict) => sum + tally[verdict], 0);
  const parts = VERDICTS.filter((verdict) => tally[verdict] > 0).map((verdict) =>
    checkText.tally(verdict, tally[verdict]),
  );
  const open = readiness.undetermined.filter(({ accepted }) => accepted === null);
  const accepted = readiness.undetermined.length - open.length;
  if (readiness.undetermined.length === 0) {
    return <Line sign="ok">{checkText.judged(total, parts.join('，'))}</Line>;
  }
  return (
    <>
      {open.length > 0 && <Line sign="stop">{checkText.undetermined(open.length)}</Line>}
      {accepted > 0 && <Line sign="ok">{checkText.acceptedCount(accepted)}</Line>}
      <UndeterminedRows items={readiness.undetermined} fixed={finalised} />
    </>
  );
}

function ConflictLine({ readiness }: { readonly readiness: Readiness }) {
  const { conflicts, unreadable } = readiness;
  return (
    <>
      {conflicts === 0 ? (
        <Line sign="ok">{checkText.conflictsNone}</Line>
      ) : (
        <>
          <Line sign="stop">{checkText.conflicts(conflicts)}</Line>
          <Within>
            <ConflictRows />
          </Within>
        </>
      )}
      {unreadable > 0 && <Line sign="stop">{checkText.unreadable(unreadable)}</Line>}
    </>
  );
}

function ContradictionLine({ readiness, finalised }: LineProps) {
  const [replying, setReplying] = useState<Finding | null>(null);
  const { contradictions, answered } = readiness;
  if (contradictions.length === 0) {
    return (
      <Line sign="ok">{answered > 0 ? checkText.contradictionsAnswered(answered) : checkText.contradictionsNone}</Line>
    );
  }
  return (
    <>
      <Line sign="stop">{checkText.contradictions(contradictions.length)}</Line>
      <Within>
        <ul className="open-items findings">
          {contradictions.map((finding) => (
            <FindingRow key={finding.key} finding={finding} onReply={finalised ? null : setReplying} />
          ))}
        </ul>
      </Within>
      <ReplyDialog finding={replying} onClose={() => setReplying(null)} />
    </>
  );
}

function Warnings({ readiness }: { readonly readiness: Readiness }) {
  const editProfile = useNavigation((state) => state.editProfile);
  const finalised = useInspection((inspection) => inspection.finalised);
  const results = useInspection((inspection) => inspection.assessment.indicators);
  const { withoutEvidence, declared, staleNarratives, profileGaps } = readiness;
  const declaredIn = (no: number): IndicatorPart => {
    const clause = results.find((result) => result.no === no)?.clauses.find((one) => one.declared);
    return clause === undefined ? 'evidence' : { clause: clause.id };
  };
  return (
    <>
      {staleNarratives.length > 0 && (
        <IndicatorLine
          words={checkText.staleNarratives(staleNarratives.length)}
          indicators={staleNarratives}
          partOf={() => 'narrative'}
        />
      )}
      {withoutEvidence.length > 0 && (
        <IndicatorLine
          words={checkText.withoutEvidence(withoutEvidence.length)}
          indicators={withoutEvidence}
          partOf={() => 'evidence'}
        />
      )}
      {declared.length > 0 && (
        <IndicatorLine words={checkText.declared(declared.length)} indicators={declared} partOf={declaredIn} />
      )}
      {profileGaps.length > 0 && (
        <Line sign="warn">
          {checkText.profileGaps(profileGaps.join('、'))}
          {!finalised && (
            <button type="button" className="btn link" onClick={() => editProfile(true)}>
              {checkText.fill}
            </button>
          )}
        </Line>
      )}
    </>
  );
}
