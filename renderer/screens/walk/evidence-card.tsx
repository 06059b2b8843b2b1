import { memo, useEffect, useState } from 'react';
import type { Evidence } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import { useEvidence, useInspection, useSession } from '#renderer/stores/context.ts';
import { clauseNumber, sizeText } from '#renderer/text/format.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { ReasonDialog } from '#renderer/ui/reason-dialog.tsx';

interface Props {
  readonly item: Evidence;
  readonly disabled: boolean;
  readonly onOpen: (id: string) => void;
}

/** A stored original: small picture, what it belongs to, and that it is on disk. */
export const EvidenceCard = memo(function EvidenceCard({ item, disabled, onOpen }: Props) {
  const record = useSession((state) => state.record);
  const unsaved = useSession((state) => state.unsavedKeys.has(registerKey({ of: 'evidence', id: item.id })));
  const twin = useInspection(
    (inspection) =>
      inspection.facts.evidence.find((other) => other.sha256 === item.sha256 && other.clause !== item.clause)?.clause,
  );
  const [removing, setRemoving] = useState(false);
  const isPhoto = item.mime.startsWith('image/');
  const stored = isPhoto ? evidenceText.original : evidenceText.originalFile;
  const details = [
    item.name,
    sizeText(item.size),
    ...(item.takenAt === undefined ? [] : [`${evidenceText.takenAt} ${item.takenAt.replace('T', ' ')}`]),
  ];
  return (
    <figure title={details.join('\n')}>
      <button
        type="button"
        className="im"
        aria-label={`${evidenceText.open} ${item.caption ?? item.name}`}
        onClick={() => onOpen(item.id)}
      >
        <Picture item={item} />
        <span className="stamp num">
          {clauseNumber(item.clause)}
          <br />
          {item.takenAt === undefined ? '' : `${item.takenAt.slice(0, 16).replace('T', ' ')} `}
          {item.sha256.slice(0, 4)}…
        </span>
      </button>
      <figcaption>
        <span className="name">{item.caption ?? item.name}</span>
        {twin !== undefined ? (
          <b className="und">{evidenceText.reused(clauseNumber(twin))}</b>
        ) : unsaved ? (
          <b className="unmet">{evidenceText.unrecorded}</b>
        ) : (
          <b className="met">{stored}</b>
        )}
      </figcaption>
      {!disabled && (
        <button
          type="button"
          className="remove"
          aria-label={evidenceText.removeTitle(item.name)}
          title={evidenceText.remove}
          onClick={() => setRemoving(true)}
        >
          <Icon name="trash" size={16} />
        </button>
      )}
      <ReasonDialog
        open={removing}
        title={evidenceText.removeTitle(item.name)}
        hint={evidenceText.removeHint}
        okText={evidenceText.remove}
        danger
        name={null}
        onCancel={() => setRemoving(false)}
        onOk={({ reason }) => {
          setRemoving(false);
          void record([{ type: 'evidence.removed', payload: { id: item.id, reason } }]);
        }}
      />
    </figure>
  );
});

function Picture({ item }: { readonly item: Evidence }) {
  const thumbnail = useEvidence((state) => state.thumbnail);
  const [url, setUrl] = useState<string | null>(null);
  const { sha256, name, mime } = item;
  useEffect(() => {
    let shown = true;
    void thumbnail(sha256, name, mime).then((made) => {
      if (shown) setUrl(made);
    });
    return () => {
      shown = false;
    };
  }, [thumbnail, sha256, name, mime]);
  if (url !== null) return <img src={url} alt={name} />;
  return <span className="kind">{kindOf(mime)}</span>;
}

/** `application/pdf` → `PDF`. */
function kindOf(mime: string): string {
  return (mime.split('/').at(-1) ?? '').replace('jpeg', 'jpg').slice(0, 5).toUpperCase();
}
