import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigation, useProjects, useSafety, useServices, useSession } from '#renderer/stores/context.ts';
import { sizeText } from '#renderer/text/format.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { backupPhaseText, restoreText } from '#renderer/text/safety-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import type { ErrorCode } from '#shared/errors.ts';
import type { Generation, RestorePlan } from '#shared/host/backup-records.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import type { Failure } from '#shared/result.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import { isEmptyPlan, PlanView } from './restore-plan.tsx';
import { useBackupJob, type BackupJobState } from './use-backup-job.ts';

interface Props {
  readonly generation: Generation;
  readonly onClose: () => void;
}

/** What a backup would bring back; only then, on a word, it does; then what it did. */
export function RestoreDialog({ generation, onClose }: Props) {
  const { name, at } = generation;
  const preview = useBackupJob<'restore-preview'>();
  const restore = useBackupJob<'restore'>();
  const reloadProjects = useProjects((state) => state.load);
  const refreshSession = useSession((state) => state.refresh);
  const isOpen = useSession((state) => state.inspection !== null);
  const goTo = useNavigation((state) => state.goTo);
  const free = useSafety((state) => state.storage?.free ?? null);
  const { start } = preview;
  const { host } = useServices();
  const [unsettled, setUnsettled] = useState<Failure<ErrorCode> | null>(null);
  const begun = useRef(false);
  const look = () => void start((api) => api.call('backup:preview-restore', { generation: name }));
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    look();
  });
  const settle = async (device: DeviceId, fingerprint: Sha256) => {
    const settled = await host.call('backup:settle-key', { generation: name, device, fingerprint });
    setUnsettled(settled.ok ? null : settled.error);
    if (settled.ok) look();
  };
  const plan = preview.state.is === 'done' ? preview.state.made : null;
  const done = restore.state.is === 'done' ? restore.state.made : null;
  const missing = plan === null || free === null ? 0 : plan.photoBytes + LEAST_FREE_FOR_ORIGINALS - free;
  const short = plan !== null && plan.photos > 0 && missing > 0;
  const apply = async () => {
    await restore.start((host) => host.call('backup:restore', { generation: name }));
    // Whatever came of it: what came back is here.
    await reloadProjects();
    if (isOpen) await refreshSession();
  };
  const busy = restore.state.is === 'running';
  return (
    <Modal
      open
      centered
      width={720}
      title={restoreText.title(minuteStamp(at))}
      onCancel={onClose}
      closable={!busy}
      mask={{ closable: false }}
      keyboard={!busy}
      footer={
        <RestoreActions
          plan={plan}
          done={done}
          busy={busy}
          short={short}
          onClose={onClose}
          onRestore={() => void apply()}
          onProjects={() => {
            onClose();
            goTo('projects');
          }}
        />
      }
    >
      <div className="restore">
        <Running state={preview.state} text={restoreText.reading} onCancel={onClose} />
        <Running state={restore.state} text={restoreText.restoring} />
        {preview.state.is === 'failed' && <FailureNote failure={preview.state.failure} />}
        {restore.state.is === 'failed' && (
          <>
            {!isCancelled(restore.state) && <FailureNote failure={restore.state.failure} />}
            <output>{restoreText.stopped}</output>
          </>
        )}
        {done !== null && <output className="met done">{restoreText.done}</output>}
        {plan !== null && (
          <PlanView plan={done ?? plan} done={done !== null} onSettle={(...key) => void settle(...key)} />
        )}
        {unsettled !== null && <FailureNote failure={unsettled} />}
        {short && done === null && <p className="unmet">{restoreText.noRoom(sizeText(free ?? 0))}</p>}
      </div>
    </Modal>
  );
}

const isCancelled = ({ failure }: Extract<BackupJobState<'restore'>, { is: 'failed' }>): boolean =>
  failure.code === 'backup.cancelled';

interface RunningProps {
  readonly state: BackupJobState<'restore' | 'restore-preview'>;
  readonly text: string;
  /** Absent: what runs is called off. */
  readonly onCancel?: () => void;
}

function Running({ state, text, onCancel }: RunningProps) {
  if (state.is !== 'running') return null;
  return (
    <div className="working">
      <p>{text}</p>
      <JobProgressBar work={state.work} label={backupPhaseText} {...(onCancel === undefined ? {} : { onCancel })} />
    </div>
  );
}

interface ActionsProps {
  readonly plan: RestorePlan | null;
  readonly done: RestorePlan | null;
  readonly busy: boolean;
  readonly short: boolean;
  readonly onClose: () => void;
  readonly onRestore: () => void;
  readonly onProjects: () => void;
}

function RestoreActions({ plan, done, busy, short, onClose, onRestore, onProjects }: ActionsProps) {
  if (done !== null) {
    return (
      <div className="restore-actions">
        <button type="button" className="btn" onClick={onClose}>
          {restoreText.close}
        </button>
        <button type="button" className="btn primary" onClick={onProjects}>
          {restoreText.toProjects}
        </button>
      </div>
    );
  }
  const nothing = plan !== null && isEmptyPlan(plan);
  return (
    <div className="restore-actions">
      <button type="button" className="btn" disabled={busy} onClick={onClose}>
        {nothing ? restoreText.close : restoreText.cancel}
      </button>
      {!nothing && (
        <button type="button" className="btn primary" disabled={plan === null || busy || short} onClick={onRestore}>
          {restoreText.restore}
        </button>
      )}
    </div>
  );
}
