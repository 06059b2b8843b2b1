import { useEffect, useRef, useState } from 'react';
import type { OpenPdf } from '#renderer/ui/pdf/open-pdf.ts';
import { printPages } from './print-pages.ts';

export interface Printing {
  readonly possible: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly print: () => void;
}

/** Printing of the PDF that is on screen, under the name of its file. Another PDF, or leaving the screen, gives it up. */
export function usePrinting(pdf: OpenPdf | null, fileName: string): Printing {
  const [progress, setProgress] = useState<Printing['progress']>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      current.current?.abort();
      current.current = null;
      setProgress(null);
    },
    [pdf],
  );
  const print = async (open: OpenPdf) => {
    const leaving = new AbortController();
    current.current = leaving;
    try {
      await printPages(
        open,
        fileName.replace(/\.pdf$/, ''),
        (done, total) => setProgress({ done, total }),
        leaving.signal,
      );
    } catch (thrown) {
      // A PDF closed under our hands (a newer preview came) is no fault.
      if (!leaving.signal.aborted) reportError(thrown);
    }
    if (!leaving.signal.aborted) setProgress(null);
  };
  return {
    possible: pdf !== null && progress === null,
    progress,
    print: () => {
      if (pdf !== null && progress === null) void print(pdf);
    },
  };
}
