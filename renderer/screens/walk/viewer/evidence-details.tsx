import { Select } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Category } from '#shared/catalogue/schema.ts';
import { Caption as CaptionText, type Evidence } from '#shared/facts/schema.ts';
import { indicatorOf } from '#shared/facts/target.ts';
import { registerKey } from '#shared/log/register.ts';
import { useFrozen, useInspection, useNavigation, useServices, useSession } from '#renderer/stores/context.ts';
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
  /** Goes to another piece of the same indicator; null: closes the viewer. */
  readonly onShow: (id: string | null) => void;
}

/** What is known of an original; its caption and its clause can be put right, its bytes never. */
export function EvidenceDetails({ item, pixels, onShow }: Props) {
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
        <Camera item={item} />
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
        <Twins item={item} onShow={onShow} />
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

/** The camera that the original itself names. */
function Camera({ item: { sha256, mime } }: { readonly item: Evidence }) {
  const { host } = useServices();
  const [camera, setCamera] = useState<string | null>(null);
  useEffect(() => {
    if (!mime.startsWith('image/')) return;
    let wanted = true;
    void host.call('evidence:camera', { sha256 }).then((said) => {
      if (wanted) setCamera(said.ok ? said.value : null);
    });
    return () => {
      wanted = false;
    };
  }, [host, sha256, mime]);
  if (camera === null) return null;
  return (
    <>
      <dt>{viewerText.camera}</dt>
      <dd>{camera}</dd>
    </>
  );
}

/** Where else the very same file is evidence, each with the way there. */
function Twins({ item, onShow }: Pick<Props, 'item' | 'onShow'>) {
  const all = useInspection((inspection) => inspection.facts.evidence);
  const showIndicator = useNavigation((state) => state.showIndicator);
  const twins = all.filter(({ sha256, id }) => sha256 === item.sha256 && id !== item.id);
  if (twins.length === 0) return null;
  const go = ({ id, clause }: Evidence) => {
    const [here, there] = [indicatorOf(item.clause), indicatorOf(clause)];
    onShow(here === there ? id : null);
    if (here !== there) showIndicator(there, clause);
  };
  return (
    <>
      <dt>{viewerText.twins}</dt>
      <dd>
        {twins.map((twin) => (
          <button key={twin.id} type="button" className="btn link twin" onClick={() => go(twin)}>
            {viewerText.twin(clauseNumber(twin.clause))}
          </button>
        ))}
      </dd>
    </>
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
