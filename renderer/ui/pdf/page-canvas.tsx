import type { RenderTask } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { previewText } from '#renderer/text/publish-text.ts';
import type { OpenPdf, PageSize } from './open-pdf.ts';

interface Props {
  readonly pdf: OpenPdf;
  readonly number: number;
  readonly size: PageSize;
  /** CSS pixels per point. */
  readonly scale: number;
  readonly pixelRatio: number;
}

/** A drawn page must not cost more than this many device pixels: zoomed on a sharp screen it would fill the memory. */
const MAX_PIXELS = 16_000_000;

/** One page, drawn when it comes near the screen, as sharp as the screen is. */
export function PageCanvas({ pdf, number, size, scale, pixelRatio }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const near = useNear(place);
  const width = Math.floor(size.width * scale);
  const height = Math.floor(size.height * scale);
  useEffect(() => {
    const holder = place.current;
    if (holder === null) return undefined;
    if (!near) {
      // Pages out of sight give their pixels back.
      holder.replaceChildren();
      return undefined;
    }
    const sharp = Math.min(scale * pixelRatio, Math.sqrt(MAX_PIXELS / (size.width * size.height)));
    return draw(pdf, number, sharp, holder);
  }, [near, pdf, number, size, scale, pixelRatio]);
  return (
    <div
      ref={place}
      className="page"
      data-page={number}
      style={{ width, height }}
      role="img"
      aria-label={previewText.canvas(number)}
    />
  );
}

/** Draws aside and puts the finished picture in place of the former; the returned function gives the drawing up. */
function draw(pdf: OpenPdf, number: number, scale: number, holder: HTMLElement): () => void {
  let task: RenderTask | null = null;
  let wanted = true;
  const run = async () => {
    const page = await pdf.document.getPage(number);
    if (!wanted) return;
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    task = page.render({ canvas, viewport });
    await task.promise;
    if (wanted) holder.replaceChildren(canvas);
  };
  run().catch((thrown: unknown) => {
    // Given up, or its document closed for a newer one, which happens before this page hears of it: the newer one draws.
    if (wanted && !pdf.document.loadingTask.destroyed) reportError(thrown);
  });
  return () => {
    wanted = false;
    task?.cancel();
  };
}

function useNear(place: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => setNear(entries.some((entry) => entry.isIntersecting)), {
      root: element.closest('.pages'),
      rootMargin: '900px 0px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return near;
}
