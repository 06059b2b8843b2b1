import { useCallback, useEffect, useState } from 'react';
import type { Evidence } from '#shared/facts/schema.ts';
import { useServices } from '#renderer/stores/context.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';
import { makeWhole } from '#renderer/workers/thumbnail.ts';
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
  const { mime } = item;
  const [drawn, setDrawn] = useState<string | null>(null);
  useEffect(() => () => (drawn === null ? undefined : URL.revokeObjectURL(drawn)), [drawn]);
  const onBroken = useCallback(() => {
    if (drawn !== null) return setUnshown('kind');
    void insteadOf(url, mime).then((instead) => {
      if (typeof instead === 'string') setUnshown(instead);
      else setDrawn(URL.createObjectURL(instead));
    });
  }, [url, mime, drawn]);
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
        <PhotoStage {...{ actual, turns, onZoom, onSize, onBroken }} url={drawn ?? url} name={item.name} />
      )}
    </div>
  );
}

type Unshown = keyof typeof viewerText.unshown;

/**
 * What stands in place of a picture that the browser does not draw: one that we draw, else why there is none. The host
 * gives out sound originals only: what it gives and nobody can draw is not lost.
 */
async function insteadOf(url: string, mime: string): Promise<Blob | Unshown> {
  const answer = await fetch(url).catch(() => null);
  if (answer === null || !answer.ok) return 'absent';
  if (!/hei[cf]/.test(mime)) {
    await answer.body?.cancel();
    return mime === 'image/avif' ? 'kind' : 'picture';
  }
  return (await makeWhole(await answer.blob(), mime)) ?? 'kind';
}
