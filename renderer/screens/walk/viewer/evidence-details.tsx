import { Select } from 'antd';
import { useCallback, useMemo } from 'react';
import type { Category } from '#shared/catalogue/schema.ts';
import { Caption as CaptionText, type Evidence } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import { useFrozen, useInspection, useServices, useSession } from '#renderer/stores/context.ts';
import { clauseNumber, momentText, sizeText } from '#renderer/text/format.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';
import { TypingHint } from '#renderer/parts/fields/field-hint.tsx';
import { readDraft } from '#renderer/parts/fields/read-draft.ts';
import { textControl } from '#renderer/parts/fields/text-control.ts';
import { useTyping } from '#renderer/parts/fields/use-typing.ts';
import { selectName } from '#renderer/ui/select-name.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import type { Pixels } from './photo-stage.tsx';

interface Props {
  readonly item: Evidence;
  readonly pixels: Pixels | null;
}

/** What is known of an original; its caption and its clause can be put right, its bytes never. */
export function EvidenceDetails({ item, pixels }: Props) {
  const { now } = useServices();
  const record = useSession((state) => state.record);
  const disabled = useFrozen();
  const categories = useInspection((inspection) => inspection.catalogue.categories);
  const options = useMemo(() => clauseOptions(categories), [categories]);
  const { takenAt, gps } = item;
  return (
    <div className="details">
      <Caption item={item} disabled={disabled} />
      <label>
        {viewerText.clause}
        <Select
          value={item.clause}
          disabled={disabled}
          aria-label={selectName(
            viewerText.clause,
            options.flatMap((group) => group.options).find(({ value }) => value === item.clause)?.label,
          )}
          popupMatchSelectWidth={false}
          showSearch
          optionFilterProp="label"
          onChange={(clause) => void record([{ type: 'evidence.added', payload: { evidence: { ...item, clause } } }])}
          options={options}
        />
      </label>
      <dl>
        <dt>{viewerText.name}</dt>
        <dd>{item.name}</dd>
        <dt>{viewerText.size}</dt>
        <dd className="num">
          {sizeText(item.size)}
          {pixels !== null && ` · ${pixels.width} × ${pixels.height} ${viewerText.pixels}`}
        </dd>
        {item.mime.startsWith('image/') && (
          <>
            <dt>{viewerText.takenAt}</dt>
            <dd className="num">{takenAt?.replace('T', ' ') ?? viewerText.noTime}</dd>
          </>
        )}
        {gps !== undefined && (
          <>
            <dt>{viewerText.place}</dt>
            <dd className="num">
              {gps.latitude.toFixed(5)}, {gps.longitude.toFixed(5)}
            </dd>
          </>
        )}
        <dt>{viewerText.addedAt}</dt>
        <dd className="num">{momentText(Date.parse(item.addedAt), now())}</dd>
        <dt>{viewerText.hash}</dt>
        <dd className="hash">
          <code title={item.sha256}>
            {item.sha256.slice(0, 8)}…{item.sha256.slice(-8)}
          </code>
          <CopyButton key={item.sha256} text={item.sha256} />
        </dd>
      </dl>
    </div>
  );
}

/** Every clause of the catalogue, under its indicator: a photo that came to the wrong one can go to any other. */
function clauseOptions(categories: readonly Category[]) {
  return categories.flatMap(({ indicators }) =>
    indicators.map(({ no, name, clauses }) => ({
      label: `${no} ${name}`,
      options: clauses.map(({ id, label }) => ({ value: id, label: `${clauseNumber(id)} ${label}` })),
    })),
  );
}

function Caption({ item, disabled }: { readonly item: Evidence; readonly disabled: boolean }) {
  const read = useCallback(
    (text: string) =>
      readDraft(CaptionText, text.trim(), (caption) => {
        const evidence: Evidence = { ...item, caption };
        if (caption === '') delete evidence.caption;
        return { type: 'evidence.added', payload: { evidence } };
      }),
    [item],
  );
  const name = registerKey({ of: 'evidence', id: item.id });
  const typing = useTyping({ name, saved: item.caption ?? '', read, disabled });
  return (
    <label>
      {viewerText.caption}
      <textarea
        className="area"
        aria-label={viewerText.caption}
        disabled={disabled}
        placeholder={viewerText.captionPlaceholder}
        {...textControl(typing)}
      />
      <TypingHint typing={typing} />
    </label>
  );
}
