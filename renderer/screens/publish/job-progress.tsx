import { Progress } from 'antd';
import { phaseText, previewText } from '#renderer/text/publish-text.ts';
import type { JobProgress } from './run-job.ts';

interface Props {
  readonly progress: JobProgress;
  readonly onCancel: () => void;
}

/** A job of the host under way: its phase, how far it is, and the way out. */
export function JobProgressBar({ progress, onCancel }: Props) {
  const percent = progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 100);
  return (
    <output className="job">
      <span>{progress.phase === '' ? previewText.making : phaseText(progress.phase)}</span>
      <Progress percent={percent} showInfo={false} size="small" />
      <button type="button" className="btn link" onClick={onCancel}>
        {previewText.cancel}
      </button>
    </output>
  );
}
