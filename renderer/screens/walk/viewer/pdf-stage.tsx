import { useEffect } from 'react';
import { PdfPages } from '#renderer/ui/pdf/pdf-pages.tsx';
import { usePdf } from '#renderer/ui/pdf/use-pdf.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';

interface Props {
  readonly url: string;
  readonly actual: boolean;
  readonly onBroken: () => void;
}

const ignorePage = () => undefined;

/** A PDF original, page below page. */
export function PdfStage({ url, actual, onBroken }: Props) {
  const { pdf, broken } = usePdf(url);
  useEffect(() => {
    if (broken) onBroken();
  }, [broken, onBroken]);
  if (pdf === null) return <p aria-busy="true">{viewerText.loading}</p>;
  return <PdfPages pdf={pdf} zoom={actual ? 'actual' : 'fit'} onPage={ignorePage} ref={null} />;
}
