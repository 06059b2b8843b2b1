import { Select } from 'antd';
import { useMemo, useState, type RefObject } from 'react';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { EVIDENCE_ACCEPT } from '#shared/facts/evidence-kinds.ts';
import type { Evidence } from '#shared/facts/schema.ts';
import { useEvidence, useFrozen, useInspection, useNavigation } from '#renderer/stores/context.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { indicatorOf } from '#shared/facts/target.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';
import { CommandKey } from '#renderer/ui/command-key.tsx';
import { selectName } from '#renderer/ui/select-name.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { UploadBatches } from './upload-batches.tsx';
import { EvidenceViewer } from './viewer/evidence-viewer.tsx';

interface Props {
  readonly indicator: Indicator;
  readonly picker: RefObject<HTMLInputElement | null>;
}

/** 佐证 of the indicator, and the way in for more: picked here, or dropped or pasted anywhere (`FileDrop`). */
export function EvidencePanel({ indicator, picker }: Props) {
  const all = useInspection((inspection) => inspection.facts.evidence);
  const disabled = useFrozen();
  const add = useEvidence((state) => state.add);
  const selected = useNavigation((state) => state.clause);
  const selectClause = useNavigation((state) => state.selectClause);
  const [shown, setShown] = useState<string | null>(null);
  const own = useMemo(() => all.filter((item) => indicatorOf(item.clause) === indicator.no), [all, indicator.no]);
  const clause = indicator.clauses.find((candidate) => candidate.id === selected) ?? indicator.clauses[0];
  const photos = own.filter((item) => item.mime.startsWith('image/')).length;
  const take = (files: FileList | null) => {
    if (clause !== undefined && files !== null) void add(clause.id, [...files]);
  };
  return (
    <section aria-label={evidenceText.title}>
      <h2>
        {evidenceText.title}
        <span className="num">{evidenceText.count(photos, own.length - photos)}</span>
      </h2>
      {!disabled && clause !== undefined && (
        <>
          <div className="to">
            <span>{evidenceText.addTo}</span>
            <Select
              variant="borderless"
              value={clause.id}
              onChange={selectClause}
              popupMatchSelectWidth={260}
              aria-label={selectName(evidenceText.addTo, `${clauseNumber(clause.id)} ${clause.label}`)}
              options={indicator.clauses.map((option) => ({
                value: option.id,
                label: `${clauseNumber(option.id)} ${option.label}`,
              }))}
            />
          </div>
          <p className="wanted">
            {evidenceText.wanted}：
            {clause.evidence.map((wanted) => `${wanted.label}（${evidenceText.wantedKind[wanted.kind]}）`).join('、')}
          </p>
        </>
      )}
      <Pieces own={own} disabled={disabled} onOpen={setShown} />
      <UploadBatches />
      {!disabled && (
        <button type="button" className="drop" onClick={() => picker.current?.click()}>
          <span>
            {evidenceText.drop} <CommandKey command="tools.add-evidence" /> {evidenceText.dropAfter}
          </span>
          <small>{evidenceText.promise}</small>
        </button>
      )}
      <EvidenceViewer items={own} shown={shown} onShow={setShown} />
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={EVIDENCE_ACCEPT}
        aria-label={evidenceText.addTo}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </section>
  );
}

/** As many as leave 备注 in sight, and beside a list of files that did not get in. */
const FEW = 6;
const FEW_BESIDE = 2;

interface PiecesProps {
  readonly own: readonly Evidence[];
  readonly disabled: boolean;
  readonly onOpen: (id: string) => void;
}

/** What is there; of many the first, until all are asked for. */
function Pieces({ own, disabled, onOpen }: PiecesProps) {
  const [all, setAll] = useState(false);
  const failed = useEvidence((state) => state.uploads.some((upload) => upload.state.is === 'failed'));
  const few = failed ? FEW_BESIDE : FEW;
  const shown = all ? own : own.slice(0, few);
  if (own.length === 0) return disabled ? <p className="wanted">{evidenceText.none}</p> : null;
  return (
    <>
      <div className="photos">
        {shown.map((item) => (
          <EvidenceCard key={item.id} item={item} disabled={disabled} onOpen={onOpen} />
        ))}
      </div>
      {own.length > few && (
        <button type="button" className="btn" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? evidenceText.fewer : evidenceText.rest(own.length - few)}
        </button>
      )}
    </>
  );
}
