import { useEffect, useRef, useState } from 'react';
import { type OpenPdf, openPdf } from './open-pdf.ts';

/** A PDF on screen; the former one stays until the next is ready, so that the page does not flicker. */
export interface ShownPdf {
  readonly pdf: OpenPdf | null;
  readonly broken: boolean;
}

export function usePdf(url: string | null): ShownPdf {
  const [shown, setShown] = useState<ShownPdf>({ pdf: null, broken: false });
  const former = useRef<OpenPdf | null>(null);
  useEffect(() => {
    if (url === null) return undefined;
    const leaving = new AbortController();
    openPdf(url, leaving.signal).then(
      (pdf) => {
        if (leaving.signal.aborted) return pdf.close();
        former.current?.close();
        former.current = pdf;
        setShown({ pdf, broken: false });
      },
      () => {
        if (!leaving.signal.aborted) setShown({ pdf: former.current, broken: true });
      },
    );
    return () => leaving.abort();
  }, [url]);
  useEffect(
    () => () => {
      former.current?.close();
      former.current = null;
    },
    [],
  );
  return url === null ? { pdf: null, broken: false } : shown;
}
