import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { previewText } from '#renderer/text/publish-text.ts';
import type { OpenPdf } from './open-pdf.ts';
import { PageCanvas } from './page-canvas.tsx';
import { pageInSight } from './page-in-sight.ts';

export type Zoom = 'fit' | 'actual';

/** Scrolls the pages from outside. */
export interface PagesHandle {
  readonly showPage: (page: number) => void;
}

interface Props {
  readonly pdf: OpenPdf;
  readonly zoom: Zoom;
  readonly onPage: (page: number) => void;
  readonly ref: Ref<PagesHandle>;
}

/** CSS pixels per point at true size. */
const ACTUAL = 96 / 72;
/** Room around a page, in CSS pixels. */
const MARGIN = 44;

/** All pages one below the other, as they will be printed. */
export function PdfPages({ pdf, zoom, onPage, ref }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const pixelRatio = usePixelRatio();
  const widest = Math.max(1, ...pdf.sizes.map((size) => size.width));
  const scale = zoom === 'actual' ? ACTUAL : Math.max(0.2, (width - MARGIN) / widest);
  useKeptPlace(frame, scale);
  const pageTops = () =>
    [...(frame.current?.querySelectorAll<HTMLElement>('.page') ?? [])].map((page) => page.offsetTop);
  useImperativeHandle(ref, () => ({
    showPage: (page) => frame.current?.scrollTo({ top: (pageTops()[page - 1] ?? 0) - 12 }),
  }));
  const tellPage = () => {
    if (frame.current !== null) onPage(pageInSight(pageTops(), frame.current.scrollTop, frame.current.clientHeight));
  };
  useEffect(tellPage);
  return (
    <div
      className="pages"
      ref={frame}
      onScroll={tellPage}
      role="region"
      aria-label={previewText.region}
      {...SCROLLED_BY_KEYS}
    >
      {width > 0 &&
        pdf.sizes.map((size, index) => (
          <PageCanvas key={index} pdf={pdf} number={index + 1} size={size} scale={scale} pixelRatio={pixelRatio} />
        ))}
    </div>
  );
}

/** The keyboard scrolls what has the focus, so a part that scrolls can have it (WCAG 2.1.1). */
const SCROLLED_BY_KEYS = { tabIndex: 0 } as const;

/** What was in sight stays in sight when the pages grow or shrink. */
function useKeptPlace(frame: React.RefObject<HTMLElement | null>, scale: number): void {
  const former = useRef(scale);
  useLayoutEffect(() => {
    const element = frame.current;
    element?.scrollTo({ top: (element.scrollTop * scale) / former.current });
    former.current = scale;
  }, [frame, scale]);
}

function useWidth(frame: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}

/** Follows the screen the window is on: moving it to a sharper one draws anew. */
function usePixelRatio(): number {
  const [ratio, setRatio] = useState(devicePixelRatio);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const change = () => setRatio(devicePixelRatio);
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, [ratio]);
  return ratio;
}
