import { previewText } from '#renderer/text/publish-text.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import type { Zoom } from '#renderer/ui/pdf/pdf-pages.tsx';

/** What is looked at: the signed file, or a preview of an edition. */
export type View = 'signed' | NoticeEdition;

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly hasSigned: boolean;
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** Null: there is no annex yet. */
  readonly onXlsx: (() => void) | null;
}

/** Edition, page, zoom, annex. */
export function PreviewToolbar({ view, onView, hasSigned, page, pages, onPage, zoom, onZoom, onXlsx }: Props) {
  const views: readonly View[] = hasSigned ? ['signed', 'web', 'print'] : ['web', 'print'];
  return (
    <div className="tool">
      <div className="segments" role="group" aria-label={previewText.edition}>
        {views.map((candidate) => (
          <button key={candidate} type="button" aria-pressed={candidate === view} onClick={() => onView(candidate)}>
            {candidate === 'signed' ? previewText.signedEdition : previewText.editions[candidate]}
          </button>
        ))}
      </div>
      <span className="spring" />
      <button
        type="button"
        className="btn icon"
        aria-label={previewText.previous}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        ‹
      </button>
      <span className="num">{previewText.page(page, pages)}</span>
      <button
        type="button"
        className="btn icon"
        aria-label={previewText.next}
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      >
        ›
      </button>
      <span className="spring" />
      <div className="segments" role="group">
        {(['fit', 'actual'] as const).map((candidate) => (
          <button key={candidate} type="button" aria-pressed={candidate === zoom} onClick={() => onZoom(candidate)}>
            {previewText[candidate]}
          </button>
        ))}
      </div>
      <button type="button" className="btn" disabled={onXlsx === null} onClick={() => onXlsx?.()}>
        {previewText.xlsx}
      </button>
    </div>
  );
}
