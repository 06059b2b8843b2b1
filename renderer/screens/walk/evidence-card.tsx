import { memo, useEffect, useState } from 'react';
import type { Evidence } from '#shared/facts/schema.ts';
import { registerKey } from '#shared/log/register.ts';
import { useConnection, useEvidence, useInspection, useSession } from '#renderer/stores/context.ts';
import { clauseNumber, sizeText } from '#renderer/text/format.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { RemoveEvidence } from './viewer/remove-evidence.tsx';

interface Props {
  readonly item: Evidence;
  readonly disabled: boolean;
  readonly onOpen: (id: string) => void;
}

/** A stored original: small picture, what it belongs to, and that it is on disk. */
export const EvidenceCard = memo(function EvidenceCard({ item, disabled, onOpen }: Props) {
  const unsaved = useSession((state) => state.unsavedKeys.has(registerKey({ of: 'evidence', id: item.id })));
  const twin = useInspection(
    (inspection) =>
      inspection.facts.evidence.find((other) => other.sha256 === item.sha256 && other.id !== item.id)?.clause,
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
      </button>
      <span className="stamp num">
        {clauseNumber(item.clause)}
        <br />
        {isPhoto ? `${item.takenAt?.slice(0, 16).replace('T', ' ') ?? evidenceText.noTime} ` : ''}
        {item.sha256.slice(0, 4)}…
      </span>
      <figcaption>
        <span className="name">{item.caption ?? item.name}</span>
        {unsaved ? <b className="unmet">{evidenceText.unrecorded}</b> : <b className="met">{stored}</b>}
        {twin !== undefined && <b className="und mark">{evidenceText.reused(clauseNumber(twin))}</b>}
        {item.incomplete === true && <b className="und mark">{evidenceText.incomplete}</b>}
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
      <RemoveEvidence item={item} open={removing} onClose={() => setRemoving(false)} />
    </figure>
  );
});

function Picture({ item }: { readonly item: Evidence }) {
  const url = useThumbnail(item);
  if (url !== null) return <img src={url} alt={item.name} />;
  return (
    <span className="kind" aria-hidden="true">
      {kindOf(item.mime)}
    </span>
  );
}

/** An address of the small picture for as long as it is shown; asked for again when the host is back. */
function useThumbnail({ sha256, name, mime }: Evidence): string | null {
  const thumbnail = useEvidence((state) => state.thumbnail);
  const away = useConnection((state) => state.isLost);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let shown = true;
    void thumbnail(sha256, name, mime).then((picture) => {
      if (!shown || picture === null) return;
      made = URL.createObjectURL(picture);
      setUrl(made);
    });
    return () => {
      shown = false;
      setUrl(null);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [thumbnail, sha256, name, mime, away]);
  return url;
}

/** `application/pdf` → `PDF`. */
function kindOf(mime: string): string {
  return (mime.split('/').at(-1) ?? '').replace('jpeg', 'jpg').slice(0, 5).toUpperCase();
}
