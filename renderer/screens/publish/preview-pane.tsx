import { useRef, useState } from 'react';
import { useServices } from '#renderer/stores/context.ts';
import type { InvalidEntry } from '#renderer/stores/typed-keys.ts';
import { checkText, phaseText, previewText } from '#renderer/text/publish-text.ts';
import { useGoToEntry } from '#renderer/parts/go-to-entry.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import type { NoticeFiles } from './notice-files.ts';
import { PdfPages, type PagesHandle, type Zoom } from '#renderer/ui/pdf/pdf-pages.tsx';
import { isOutdated, type PreviewState } from './preview/preview-state.ts';
import type { ShownPdf } from '#renderer/ui/pdf/use-pdf.ts';
import { PreviewToolbar, type View } from './preview-toolbar.tsx';
import { saveFile } from '#renderer/host/save-file.ts';

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly hasSigned: boolean;
  readonly files: NoticeFiles | null;
  readonly shown: ShownPdf;
  /** Of the unsigned preview; it is no news while the signed notice is shown. */
  readonly state: PreviewState | null;
  /** Entries that are no valid values, for which no preview is made; null: none. */
  readonly held: { readonly count: number; readonly first: InvalidEntry } | null;
  readonly onRetry: () => void;
}

/** The page as it will be printed, with what is known about it above. */
export function PreviewPane({ view, onView, hasSigned, files, shown, state, held, onRetry }: Props) {
  const { fileUrl } = useServices();
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const pages = useRef<PagesHandle>(null);
  const goTo = useGoToEntry();
  const making = view === 'signed' ? null : (state?.making ?? null);
  const failure = view === 'signed' ? null : (state?.failure ?? null);
  const stale = view !== 'signed' && held === null && state !== null && isOutdated(state);
  return (
    <div className={stale ? 'view stale' : 'view'}>
      <PreviewToolbar
        view={view}
        onView={onView}
        hasSigned={hasSigned}
        page={Math.min(page, shown.pdf?.sizes.length ?? 0)}
        pages={shown.pdf?.sizes.length ?? 0}
        onPage={(next) => pages.current?.showPage(next)}
        zoom={zoom}
        onZoom={setZoom}
        onXlsx={files === null ? null : () => saveFile(fileUrl(files.xlsx.sha256, files.xlsx.name), files.xlsx.name)}
      />
      <div className="stage">
        <div className="status" aria-live="polite">
          {making !== null && <JobProgressBar work={making.work} label={({ phase }) => phaseText(phase)} />}
          {held !== null && (
            <span className="unmet">
              {previewText.held(held.count)}
              <button type="button" className="btn link" onClick={() => goTo(held.first)}>
                {checkText.mend}
              </button>
            </span>
          )}
          {making === null && stale && failure === null && <span>{previewText.stale}</span>}
          {failure !== null && (
            <FailureNote failure={failure}>
              <button type="button" className="btn" onClick={onRetry}>
                {previewText.retry}
              </button>
            </FailureNote>
          )}
          {shown.fault !== null && <span className="unmet">{previewText.broken}</span>}
        </div>
        {shown.pdf === null ? (
          <div className="pages">
            <div className="page blank" />
          </div>
        ) : (
          <PdfPages pdf={shown.pdf} zoom={zoom} onPage={setPage} ref={pages} />
        )}
      </div>
    </div>
  );
}
