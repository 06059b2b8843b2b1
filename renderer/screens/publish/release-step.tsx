import { useCommand } from '#renderer/parts/commands/registry.ts';
import { useInspection, useServices } from '#renderer/stores/context.ts';
import { publishText, releaseText } from '#renderer/text/publish-text.ts';
import type { NoticeFiles } from './notice-files.ts';
import { saveFile } from '#renderer/host/save-file.ts';
import { Step } from './step.tsx';
import type { Printing } from './use-printing.ts';

interface Props {
  /** What is on screen beside; null: nothing to save yet. */
  readonly files: NoticeFiles | null;
  readonly signed: boolean;
  readonly printing: Printing;
}

/** 4 发布: the files out of the program, and paper. */
export function ReleaseStep({ files, signed, printing }: Props) {
  const { fileUrl } = useServices();
  const finalised = useInspection((inspection) => inspection.finalised);
  const ready = finalised && files !== null && files.final;
  useCommand('file.print', ready && printing.possible ? printing.print : null);
  const save = (file: NoticeFiles['pdf']) => saveFile(fileUrl(file.sha256, file.name), file.name);
  return (
    <Step number={4} title={publishText.steps.release} state={!finalised ? 'next' : signed ? 'now' : 'next'}>
      <div className="step-body">
        {!finalised && <p className="note">{releaseText.later}</p>}
        {finalised && (
          <>
            <div className="buttons">
              <button
                type="button"
                className={files?.signed === true ? 'btn primary' : 'btn'}
                disabled={!ready}
                onClick={() => files !== null && save(files.pdf)}
              >
                {files?.signed === true ? releaseText.pdf : releaseText.pdfUnsigned}
              </button>
              <button
                type="button"
                className="btn"
                disabled={!ready}
                onClick={() => files !== null && save(files.xlsx)}
              >
                {releaseText.xlsx}
              </button>
              <button
                type="button"
                className="btn"
                disabled={!ready || !printing.possible}
                title={releaseText.printHint}
                onClick={printing.print}
              >
                {printing.progress === null
                  ? releaseText.print
                  : releaseText.printing(printing.progress.done, printing.progress.total)}
              </button>
            </div>
            {!signed && <p className="note">{releaseText.unsigned}</p>}
          </>
        )}
      </div>
    </Step>
  );
}
