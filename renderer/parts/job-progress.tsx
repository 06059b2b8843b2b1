import { Progress } from 'antd';
import type { JobProgress } from '#renderer/host/follow-job.ts';
import { dialogText } from '#renderer/text/dialog-text.ts';
import '../ui/ui.css';

interface Props {
  readonly progress: JobProgress;
  /** What the job does at the moment. */
  readonly label: string;
  readonly onCancel: () => void;
}

/** A job of the host under way: what it does, how far it is, and the way out. */
export function JobProgressBar({ progress, label, onCancel }: Props) {
  const percent = progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 100);
  return (
    <output className="job">
      <span>{label}</span>
      <Progress percent={percent} showInfo={false} size="small" />
      <button type="button" className="btn link" onClick={onCancel}>
        {dialogText.cancel}
      </button>
    </output>
  );
}
