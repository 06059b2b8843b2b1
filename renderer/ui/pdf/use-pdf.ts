import { useEffect, useRef, useState } from 'react';
import { type OpenPdf, openPdf, PdfError, type PdfFault } from './open-pdf.ts';

/** A PDF on screen; the former one stays until the next is ready, so that the page does not flicker. */
export interface ShownPdf {
  readonly pdf: OpenPdf | null;
  /** Why the latest is not shown; null: it is, or is on its way. */
  readonly fault: PdfFault | null;
}

export function usePdf(url: string | null): ShownPdf {
  const [shown, setShown] = useState<ShownPdf>({ pdf: null, fault: null });
  const former = useRef<OpenPdf | null>(null);
  useEffect(() => {
    if (url === null) return undefined;
    const leaving = new AbortController();
    openPdf(url, leaving.signal).then(
      (pdf) => {
        if (leaving.signal.aborted) return pdf.close();
        former.current?.close();
        former.current = pdf;
        setShown({ pdf, fault: null });
      },
      (thrown: unknown) => {
        const fault = thrown instanceof PdfError ? thrown.fault : 'unreadable';
        if (!leaving.signal.aborted) setShown({ pdf: former.current, fault });
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
  return url === null ? { pdf: null, fault: null } : shown;
}
