import { errorText } from '#shared/text/error-text.ts';
import { useEvidence } from '#renderer/stores/context.ts';
import type { Upload } from '#renderer/stores/evidence.ts';
import { sizeText } from '#renderer/text/format.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';

/** A file not yet on the host's disk: never shown as stored; where it failed, why and what to do. */
export function UploadCard({ upload }: { readonly upload: Upload }) {
  const retry = useEvidence((state) => state.retry);
  const dismiss = useEvidence((state) => state.dismiss);
  const { state, file, id } = upload;
  if (state.is === 'failed') {
    const text = errorText(state.failure);
    return (
      <figure className="failed" role="alert">
        <span className="why">
          {text.happened}
          {text.safe}
          {text.todo}
        </span>
        <span className="ways">
          <button type="button" className="btn" onClick={() => void retry(id)}>
            {evidenceText.retry}
          </button>
          <button type="button" className="btn" onClick={() => dismiss(id)}>
            {evidenceText.dismiss}
          </button>
        </span>
        <figcaption>
          <span className="name">{file.name}</span>
          <b className="unmet">{evidenceText.failed}</b>
        </figcaption>
      </figure>
    );
  }
  return (
    <figure aria-busy="true">
      <span className="im">
        <span className={`kind ${state.is}`}>{sizeText(file.size)}</span>
      </span>
      <figcaption>
        <span className="name">{file.name}</span>
        <b>{state.is === 'waiting' ? evidenceText.waiting : evidenceText.storing}</b>
      </figcaption>
    </figure>
  );
}
