import { useCallback, useState } from 'react';
import type { Evidence } from '#shared/facts/schema.ts';
import { useServices } from '#renderer/stores/context.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';
import { PdfStage } from './pdf-stage.tsx';
import { PhotoStage, type Pixels } from './photo-stage.tsx';

interface Props {
  readonly item: Evidence;
  readonly actual: boolean;
  /** Quarters to the right. */
  readonly turns: number;
  /** Whether its name stands over it, where it is not the only one. */
  readonly isNamed: boolean;
  readonly onZoom: (actual: boolean) => void;
  /** Null: nobody asks. */
  readonly onSize: ((pixels: Pixels) => void) | null;
}

/** An original as it is, or in words why it is not shown. */
export function Stage({ item, actual, turns, isNamed, onZoom, onSize }: Props) {
  const { fileUrl } = useServices();
  const [unshown, setUnshown] = useState<Unshown | null>(null);
  const url = fileUrl(item.sha256, item.name);
  const onBroken = useCallback(() => {
    void whyUnshown(url, item.mime).then(setUnshown);
  }, [url, item.mime]);
  return (
    <div className="stage">
      {isNamed && <p className="which">{item.caption ?? item.name}</p>}
      {unshown !== null ? (
        <p role="alert">
          <b>{viewerText.unshown[unshown].what}</b>
          <br />
          {viewerText.unshown[unshown].hint}
        </p>
      ) : item.mime === 'application/pdf' ? (
        <PdfStage url={url} actual={actual} onFault={setUnshown} />
      ) : (
        <PhotoStage {...{ url, actual, turns, onZoom, onSize, onBroken }} name={item.name} />
      )}
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
