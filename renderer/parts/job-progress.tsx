import { Progress } from 'antd';
import { useJobs } from '#renderer/stores/context.ts';
import type { WorkId } from '#renderer/stores/jobs.ts';
import { dialogText } from '#renderer/text/dialog-text.ts';
import type { JobProgress } from '#shared/host/job-records.ts';
import '../ui/ui.css';

interface Props {
  readonly work: WorkId;
  /** What it does at the moment. */
  readonly label: (progress: JobProgress) => string;
  /** The way out; absent: the work is called off. */
  readonly onCancel?: () => void;
}

/** Work under way: what it does, how far it is, and the way out. Nothing around it is drawn again for its progress. */
export function JobProgressBar({ work, label, onCancel }: Props) {
  const progress = useJobs(({ works }) => works.find(({ id }) => id === work)?.progress);
  const cancel = useJobs((state) => state.cancel);
  if (progress === undefined) return null;
  const percent = progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 100);
  return (
    <output className="job">
      <span>{label(progress)}</span>
      <Progress percent={percent} showInfo={false} size="small" />
      <button type="button" className="btn link" onClick={onCancel ?? (() => cancel(work))}>
        {dialogText.cancel}
      </button>
    </output>
  );
}
