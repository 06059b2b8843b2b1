import { useMemo, useState, type ReactNode } from 'react';
import type { Finding, IndicatorResult } from '#shared/assess/types.ts';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { narrativeBasis } from '#shared/narrative/basis.ts';
import {
  useFrozen,
  useInspection,
  useNavigation,
  useSession,
  useSettings,
  useStores,
} from '#renderer/stores/context.ts';
import { FINDING_NAMES, judgementText, walkText } from '#renderer/text/walk-text.ts';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import { mendText } from './mend-text.ts';

interface Props {
  readonly indicator: Indicator;
  readonly result: IndicatorResult;
}

/** What contradicts, beside the thing it contradicts, with the ways out on the right. Contradictions first. */
export function FindingsList({ indicator, result }: Props) {
  const all = useInspection((inspection) => inspection.assessment.findings);
  const own = useMemo(() => all.filter((finding) => finding.indicator === indicator.no), [all, indicator.no]);
  const urgent = own.filter((finding) => finding.severity === 'contradiction');
  const notices = own.filter((finding) => finding.severity === 'notice');
  const line = (finding: Finding) => (
    <FindingLine key={finding.key} finding={finding} indicator={indicator} narrative={result.narrative} />
  );
  return (
    <>
      {urgent.map(line)}
      {notices.length === 1 ? notices.map(line) : notices.length > 1 && <Notices notices={notices} line={line} />}
    </>
  );
}

interface NoticesProps {
  readonly notices: readonly Finding[];
  readonly line: (finding: Finding) => ReactNode;
}

/** Several mere hints take one line until they are asked for: the fields matter more. */
function Notices({ notices, line }: NoticesProps) {
  const [open, setOpen] = useState(false);
  const waiting = notices.filter((finding) => finding.reply === null).length;
  const kinds = [...new Set(notices.map((finding) => FINDING_NAMES[finding.kind]))];
  return (
    <div className="notices">
      <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <b className="num">{walkText.notices(waiting)}</b>
        <span>{kinds.join('、')}</span>
        <em>{open ? walkText.hideNotices : walkText.showNotices}</em>
      </button>
      {open && notices.map(line)}
    </div>
  );
}

interface LineProps {
  readonly finding: Finding;
  readonly indicator: Indicator;
  readonly narrative: string;
}

function FindingLine({ finding, indicator, narrative }: LineProps) {
  const record = useSession((state) => state.record);
  const disabled = useFrozen();
  const { session } = useStores();
  const showIndicator = useNavigation((state) => state.showIndicator);
  const author = useSettings((state) => state.settings.author);
  const inspection = useInspection(({ id }) => id);
  const [asking, setAsking] = useState(false);
  const { fix, reply, key } = finding;
  const mend = () => {
    const now = session.getState().inspection;
    if (fix === null || now === null) return;
    const text = mendText(narrative, fix);
    const basis = narrativeBasis(now.facts, indicator, now.catalogue);
    void record([{ type: 'narrative.set', payload: { indicator: indicator.no, narrative: { text, basis } } }]);
  };
  const answer = (reason: string | null, by: string) =>
    void record([{ type: 'finding.replied', payload: { key, reason, by } }]);
  const tone = reply !== null ? 'answered' : finding.severity;
  return (
    <div className={`find ${tone}`}>
      <b title={walkText.findings}>{FINDING_NAMES[finding.kind]}</b>
      <span>
        {finding.clause === '' ? (
          finding.message
        ) : (
          <button type="button" className="plain" onClick={() => showIndicator(indicator.no, finding.clause)}>
            {finding.message}
          </button>
        )}
        {reply !== null && (
          <small>
            {walkText.kept(reply.by)}
            {reply.reason}
          </small>
        )}
      </span>
      {!disabled && (
        <span className="ways">
          {reply === null && fix !== null && (
            <button type="button" className="btn" onClick={mend}>
              {walkText.fixTo(fix.to)}
            </button>
          )}
          {reply === null ? (
            <button type="button" className="btn" onClick={() => setAsking(true)}>
              {walkText.keep}
            </button>
          ) : (
            <button type="button" className="btn" onClick={() => answer(null, reply.by)}>
              {walkText.withdraw}
            </button>
          )}
        </span>
      )}
      <ReasonDialog
        open={asking}
        title={judgementText.keepTitle}
        hint={finding.message}
        okText={judgementText.confirmKeep}
        form={`reply/${inspection}/${key}`}
        name={author}
        onCancel={() => setAsking(false)}
        onOk={({ reason, by }) => {
          setAsking(false);
          answer(reason, by);
        }}
      />
    </div>
  );
}
