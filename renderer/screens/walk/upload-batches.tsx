import { errorText } from '#shared/text/error-text.ts';
import { useEvidence, useInspection } from '#renderer/stores/context.ts';
import { mayRetry, type Batch, type Upload } from '#renderer/stores/evidence.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';

/**
 * Files that are not on the host's disk, batch by batch: how far it is, and of those that did not get in why. Whatever
 * indicator is shown: nothing of it must be missed because somebody has walked on.
 */
export function UploadBatches() {
  const opened = useInspection((inspection) => inspection.id);
  const batches = useEvidence((state) => state.batches);
  const uploads = useEvidence((state) => state.uploads);
  return batches
    .filter(({ inspection }) => inspection === opened)
    .map((batch) => {
      const own = uploads.filter((upload) => upload.batch === batch.id);
      return <BatchState key={batch.id} batch={batch} uploads={own} />;
    });
}

interface Props {
  readonly batch: Batch;
  readonly uploads: readonly Upload[];
}

function BatchState({ batch, uploads }: Props) {
  const cancel = useEvidence((state) => state.cancel);
  const moving = uploads.filter(({ state }) => state.is !== 'failed');
  const [current] = moving;
  return (
    <>
      {current !== undefined && (
        <div
          className="batch"
          role="group"
          aria-label={evidenceText.batch(clauseNumber(batch.clause))}
          aria-busy="true"
        >
          <header>
            <span className="num">
              {clauseNumber(batch.clause)} {evidenceText.stored(batch.total - uploads.length, batch.total)}
            </span>
            {moving.some(({ state }) => state.is === 'waiting') && (
              <button type="button" className="btn link" onClick={() => cancel(batch.id)}>
                {evidenceText.cancel}
              </button>
            )}
          </header>
          <progress
            max={batch.total}
            value={batch.total - moving.length}
            aria-label={evidenceText.batch(clauseNumber(batch.clause))}
          />
          <span className="current">
            {current.file.name} {evidenceText.storing}
          </span>
        </div>
      )}
      <Failures batch={batch} uploads={uploads} />
    </>
  );
}

/** What did not get in: each cause once, in words, with the names of the files. */
function Failures({ batch, uploads }: Props) {
  const retry = useEvidence((state) => state.retry);
  const dismiss = useEvidence((state) => state.dismiss);
  const failed = uploads.flatMap(({ file, state }) =>
    state.is === 'failed' ? [{ name: file.name, again: mayRetry(state.failure), words: errorText(state.failure) }] : [],
  );
  if (failed.length === 0) return null;
  const causes = [...new Set(failed.map(({ words }) => words.happened))].map((happened) =>
    failed.filter(({ words }) => words.happened === happened),
  );
  return (
    <div className="batch failed" role="alert">
      <header>
        <b>{evidenceText.notStored(clauseNumber(batch.clause), failed.length)}</b>
        {failed.some(({ again }) => again) && (
          <button type="button" className="btn link" onClick={() => void retry(batch.id)}>
            {evidenceText.retry}
          </button>
        )}
        <button type="button" className="btn link" onClick={() => dismiss(batch.id)}>
          {evidenceText.dismiss(failed.length)}
        </button>
      </header>
      <ul className="causes">
        {causes.map((files) => (
          <li key={files[0]?.words.happened}>
            {files.map(({ name }) => name).join('、')}
            <p>{Object.values(files[0]?.words ?? {}).join('')}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
