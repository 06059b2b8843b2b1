import { useJobs, useProjects, useSafety, useServices, useSettings } from '#renderer/stores/context.ts';
import { workOf } from '#renderer/stores/jobs.ts';
import type { BackupEnd } from '#renderer/stores/safety.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { agoText, backupPhaseText, backupText, generationsText, safetyText } from '#renderer/text/safety-text.ts';
import { faultText } from '#renderer/text/backup-fault-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import type { BackupState } from '#shared/host/backup-records.ts';
import { AutomaticForm } from './automatic-form.tsx';
import { FolderForm } from './folder-form.tsx';
import { isOld } from '#renderer/parts/backup-age.ts';

/** 备份: how it stands in words, one more on request, where it goes and how often. */
export function BackupSection() {
  const backup = useSafety((state) => state.backup);
  const running = useJobs(workOf('backup'));
  const ended = useSafety((state) => state.ended);
  const backUp = useSafety((state) => state.backUp);
  if (backup === null) {
    return (
      <section aria-label={backupText.title}>
        <h2>{backupText.title}</h2>
        <p className="na">{safetyText.loading}</p>
      </section>
    );
  }
  const failure = ended === null && backup.failure !== null ? backup.failure : null;
  return (
    <section aria-label={backupText.title}>
      <h2>{backupText.title}</h2>
      <div className="standing">
        <Standing backup={backup} />
        <button type="button" className="btn primary" disabled={running !== undefined} onClick={() => void backUp()}>
          {running === undefined ? backupText.now : backupText.running}
        </button>
      </div>
      {running !== undefined && <JobProgressBar work={running.id} label={backupPhaseText} />}
      {running === undefined && ended !== null && <Ending ended={ended} />}
      {running === undefined && failure !== null && <FailureNote failure={failure} />}
      {running === undefined && <Faults />}
      <FolderForm backup={backup} />
      <AutomaticForm />
    </section>
  );
}

function Standing({ backup: { last, failure } }: { readonly backup: BackupState }) {
  const now = useServices().now();
  const hasNothing = useProjects((state) => state.loaded && state.projects.length + state.broken.length === 0);
  if (last === null && hasNothing) return <p className="na">{backupText.nothing}</p>;
  if (last === null) {
    return (
      <p>
        <b className="und">{backupText.never}</b>
        <small>{backupText.neverHint}</small>
      </p>
    );
  }
  const at = Date.parse(last.at);
  const old = isOld(last, now);
  const worry = old || failure !== null;
  return (
    <p>
      <b className={worry ? 'und num' : 'met num'}>
        <Icon name={worry ? 'alert' : 'saved'} size={16} />
        {backupText.last(minuteStamp(at), agoText(now - at))}
      </b>
      <small className="path">{old ? backupText.old : backupText.lastIn(last.folder)}</small>
    </p>
  );
}

function Ending({ ended }: { readonly ended: BackupEnd }) {
  if (ended.is === 'failed') {
    if (ended.failure.code === 'backup.cancelled') return <output>{backupText.cancelled}</output>;
    return <FailureNote failure={ended.failure} />;
  }
  const { generation, fresh } = ended;
  return <output className="met">{fresh ? backupText.done(generation) : backupText.nothingNew}</output>;
}

/** What this computer's latest backup met that it could not use as it was, whoever asked for it. */
function Faults() {
  const own = useSettings((state) => state.info?.device);
  const latest = useSafety((state) => state.generations?.find(({ device }) => device === own));
  if (latest === undefined || latest.faultCount === 0) return null;
  const { faults, faultCount } = latest;
  const more = faultCount - faults.length;
  return (
    <section className="faults" aria-label={generationsText.faults(faultCount)}>
      <p className="und">
        <Icon name="alert" size={16} />
        <b>{generationsText.faults(faultCount)}</b>
        {generationsText.faultsRest}
      </p>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.side} ${fault.place}`}>{faultText(fault)}</li>
        ))}
        {more > 0 && <li>{generationsText.faultsMore(more)}</li>}
      </ul>
    </section>
  );
}
