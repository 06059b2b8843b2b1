import { Select } from 'antd';
import { useMemo, useState, type DragEvent, type RefObject } from 'react';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { useEvidence, useInspection, useNavigation } from '#renderer/stores/context.ts';
import { clauseNumber, indicatorOf } from '#renderer/text/format.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import { UploadCard } from './upload-card.tsx';
import { EvidenceViewer } from './viewer/evidence-viewer.tsx';

interface Props {
  readonly indicator: Indicator;
  readonly picker: RefObject<HTMLInputElement | null>;
}

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,.heic,.heif';

/** 佐证 of the indicator, and the way in for more: picked, or dropped. */
export function EvidencePanel({ indicator, picker }: Props) {
  const all = useInspection((inspection) => inspection.facts.evidence);
  const disabled = useInspection((inspection) => inspection.finalised);
  const uploads = useEvidence((state) => state.uploads);
  const add = useEvidence((state) => state.add);
  const selected = useNavigation((state) => state.clause);
  const selectClause = useNavigation((state) => state.selectClause);
  const [over, setOver] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const own = useMemo(() => all.filter((item) => indicatorOf(item.clause) === indicator.no), [all, indicator.no]);
  const coming = uploads.filter((upload) => indicatorOf(upload.clause) === indicator.no);
  const clause = indicator.clauses.find((candidate) => candidate.id === selected) ?? indicator.clauses[0];
  const photos = own.filter((item) => item.mime.startsWith('image/')).length;
  const take = (files: FileList | null) => {
    if (clause !== undefined && files !== null) void add(clause.id, [...files]);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section aria-label={evidenceText.title}>
      <h3>
        {evidenceText.title}
        <span className="num">{evidenceText.count(photos, own.length - photos)}</span>
      </h3>
      {!disabled && clause !== undefined && (
        <>
          <div className="to">
            <span>{evidenceText.addTo}</span>
            <Select
              variant="borderless"
              value={clause.id}
              onChange={selectClause}
              popupMatchSelectWidth={260}
              aria-label={evidenceText.addTo}
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
      {own.length + coming.length > 0 && (
        <div className="photos">
          {own.map((item) => (
            <EvidenceCard key={item.id} item={item} disabled={disabled} onOpen={setShown} />
          ))}
          {coming.map((upload) => (
            <UploadCard key={upload.id} upload={upload} />
          ))}
        </div>
      )}
      {!disabled && (
        <button
          type="button"
          className={`drop${over ? ' over' : ''}`}
          onClick={() => picker.current?.click()}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <span>
            {evidenceText.drop} <Kbd>P</Kbd> {evidenceText.dropAfter}
          </span>
          <small>{evidenceText.promise}</small>
        </button>
      )}
      <EvidenceViewer items={own} indicator={indicator} shown={shown} onShow={setShown} />
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={evidenceText.addTo}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </section>
  );
}
