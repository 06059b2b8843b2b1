import { Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Evidence } from '#shared/facts/schema.ts';
import { useServices } from '#renderer/stores/context.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { EvidenceDetails } from './evidence-details.tsx';
import { PdfStage } from './pdf-stage.tsx';
import { PhotoStage, type Pixels } from './photo-stage.tsx';
import './viewer.css';

interface Props {
  readonly items: readonly Evidence[];
  /** Id of the piece in view; null: closed. */
  readonly shown: string | null;
  readonly onShow: (id: string | null) => void;
}

/** The originals of an indicator, one at a time, within the window. */
export function EvidenceViewer({ items, shown, onShow }: Props) {
  const at = items.findIndex((item) => item.id === shown);
  const item = items[at];
  return (
    <Modal
      open={item !== undefined}
      onCancel={() => onShow(null)}
      title={viewerText.title(at + 1, items.length)}
      footer={null}
      centered
      destroyOnHidden
      width="min(1240px, 96vw)"
      className="viewer"
    >
      {item !== undefined && (
        <View
          key={item.id}
          item={item}
          previous={items[at - 1]?.id ?? null}
          next={items[at + 1]?.id ?? null}
          onShow={onShow}
        />
      )}
    </Modal>
  );
}

interface ViewProps {
  readonly item: Evidence;
  readonly previous: string | null;
  readonly next: string | null;
  readonly onShow: (id: string) => void;
}

function View({ item, previous, next, onShow }: ViewProps) {
  const { fileUrl } = useServices();
  const [actual, setActual] = useState(false);
  const [pixels, setPixels] = useState<Pixels | null>(null);
  const [unshown, setUnshown] = useState<Unshown | null>(null);
  const url = fileUrl(item.sha256, item.name);
  const onBroken = useCallback(() => {
    void whyUnshown(url, item.mime).then(setUnshown);
  }, [url, item.mime]);
  useArrows(previous, next, onShow);
  return (
    <div className="view">
      <div className="stage">
        {unshown !== null ? (
          <p role="alert">
            <b>{viewerText.unshown[unshown].what}</b>
            <br />
            {viewerText.unshown[unshown].hint}
          </p>
        ) : item.mime === 'application/pdf' ? (
          <PdfStage url={url} actual={actual} onFault={setUnshown} />
        ) : (
          <PhotoStage {...{ url, actual, onBroken }} name={item.name} onZoom={setActual} onSize={setPixels} />
        )}
      </div>
      <div className="beside">
        <div className="tools">
          <div className="segments" role="group" aria-label={viewerText.zoom}>
            <button type="button" aria-pressed={!actual} onClick={() => setActual(false)}>
              {viewerText.fit}
            </button>
            <button type="button" aria-pressed={actual} onClick={() => setActual(true)}>
              {viewerText.actual}
            </button>
          </div>
          <a className="btn" href={url} download={item.name}>
            {viewerText.save}
          </a>
        </div>
        {item.incomplete === true && <p className="incomplete">{viewerText.incomplete}</p>}
        <EvidenceDetails item={item} pixels={pixels} />
        <div className="steps">
          <button
            type="button"
            className="btn"
            disabled={previous === null}
            onClick={() => onShow(previous ?? item.id)}
          >
            <Kbd>←</Kbd>
            {viewerText.previous}
          </button>
          <button type="button" className="btn" disabled={next === null} onClick={() => onShow(next ?? item.id)}>
            {viewerText.next}
            <Kbd>→</Kbd>
          </button>
        </div>
      </div>
    </div>
  );
}

type Unshown = keyof typeof viewerText.unshown;

/** The host gives out sound originals only: what it gives and the browser cannot draw is not lost. */
async function whyUnshown(url: string, mime: string): Promise<Unshown> {
  const answer = await fetch(url).catch(() => null);
  if (answer === null || !answer.ok) return 'absent';
  await answer.body?.cancel();
  return /hei[cf]|avif/.test(mime) ? 'kind' : 'picture';
}

function useArrows(previous: string | null, next: string | null, onShow: (id: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, isComposing, altKey, ctrlKey, metaKey } = event;
      const isText = target instanceof HTMLElement && target.closest('textarea, .ant-select') !== null;
      if (isText || isComposing || altKey || ctrlKey || metaKey) return;
      const id = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null;
      if (id !== null) onShow(id);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [previous, next, onShow]);
}
