import { Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Indicator } from '#shared/catalogue/schema.ts';
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
  readonly indicator: Indicator;
  /** Id of the piece in view; null: closed. */
  readonly shown: string | null;
  readonly onShow: (id: string | null) => void;
}

/** The originals of an indicator, one at a time, within the window. */
export function EvidenceViewer({ items, indicator, shown, onShow }: Props) {
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
          indicator={indicator}
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
  readonly indicator: Indicator;
  readonly previous: string | null;
  readonly next: string | null;
  readonly onShow: (id: string) => void;
}

function View({ item, indicator, previous, next, onShow }: ViewProps) {
  const { fileUrl } = useServices();
  const [actual, setActual] = useState(false);
  const [pixels, setPixels] = useState<Pixels | null>(null);
  const [broken, setBroken] = useState(false);
  const onBroken = useCallback(() => setBroken(true), []);
  const url = fileUrl(item.sha256, item.name);
  useArrows(previous, next, onShow);
  return (
    <div className="view">
      <div className="stage">
        {broken ? (
          <Unshown isHeic={/hei[cf]/.test(item.mime)} />
        ) : item.mime === 'application/pdf' ? (
          <PdfStage url={url} actual={actual} onBroken={onBroken} />
        ) : (
          <PhotoStage {...{ url, actual, onBroken }} name={item.name} onZoom={setActual} onSize={setPixels} />
        )}
      </div>
      <aside>
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
        <EvidenceDetails item={item} indicator={indicator} pixels={pixels} />
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
      </aside>
    </div>
  );
}

/** What can't be shown here is still there to be saved. */
function Unshown({ isHeic }: { readonly isHeic: boolean }) {
  return (
    <p role="alert">
      <b>{isHeic ? viewerText.notShown : viewerText.broken}</b>
      <br />
      {isHeic ? viewerText.saveHint : viewerText.brokenHint}
    </p>
  );
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
