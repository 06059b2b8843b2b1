import { useEffect, useState } from 'react';
import type { Lack } from '#renderer/ui/pdf/lacks-of.ts';
import type { OpenPdf, PdfFault } from '#renderer/ui/pdf/open-pdf.ts';
import { PdfPages } from '#renderer/ui/pdf/pdf-pages.tsx';
import { usePdf } from '#renderer/ui/pdf/use-pdf.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';

interface Props {
  readonly url: string;
  readonly actual: boolean;
  readonly onFault: (fault: PdfFault) => void;
}

/** A PDF original, page below page; what of the page in sight cannot be shown as it was meant is said above it. */
export function PdfStage({ url, actual, onFault }: Props) {
  const { pdf, fault } = usePdf(url);
  const [page, setPage] = useState(1);
  const lacks = useLacks(pdf, page);
  useEffect(() => {
    if (fault !== null) onFault(fault);
  }, [fault, onFault]);
  if (pdf === null) return <p aria-busy="true">{viewerText.loading}</p>;
  return (
    <>
      {lacks.length > 0 && (
        <p className="lacks" role="status">
          {viewerText.lacks(page, lacks)}
        </p>
      )}
      <PdfPages pdf={pdf} zoom={actual ? 'actual' : 'fit'} onPage={setPage} ref={null} />
    </>
  );
}

function useLacks(pdf: OpenPdf | null, page: number): readonly Lack[] {
  const [lacks, setLacks] = useState<readonly Lack[]>([]);
  useEffect(() => {
    let wanted = true;
    const show = (found: readonly Lack[]) => {
      if (wanted) setLacks(found);
    };
    // A page that cannot be read at all shows that by itself.
    pdf?.lacks(page).then(show, () => show([]));
    return () => {
      wanted = false;
    };
  }, [pdf, page]);
  return lacks;
}
