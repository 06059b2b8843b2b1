import { useState } from 'react';
import { useJobs, useSafety, useSettings } from '#renderer/stores/context.ts';
import { workOf } from '#renderer/stores/jobs.ts';
import { figureText, sizeText } from '#renderer/text/format.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { backupPhaseText, generationsText, safetyText } from '#renderer/text/safety-text.ts';
import { faultText, unreadText } from '#renderer/text/backup-fault-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import type { Generation, UnreadGeneration } from '#shared/host/backup-records.ts';
import { RestoreDialog } from './restore-dialog.tsx';
import { useBackupJob, type BackupJobState } from './use-backup-job.ts';

/** 恢复: the backups there are, each to be checked or restored. */
export function GenerationsSection() {
  const generations = useSafety((state) => state.generations);
  const unread = useSafety((state) => state.unread);
  const listFailure = useSafety((state) => state.listFailure);
  const load = useSafety((state) => state.load);
  const [chosen, setChosen] = useState<Generation | null>(null);
  const check = useBackupJob<'backup-check'>();
  const checking = useJobs(workOf('backup-check'));
  const restoring = useJobs(workOf('restore'));
  // Begun by a window that is gone, or another one, it goes on all the same; the dialog shows its own.
  const running = checking ?? (chosen === null ? restoring : undefined);
  return (
    <section aria-label={generationsText.title}>
      <div className="standing">
        <h2>{generationsText.title}</h2>
        <button type="button" className="btn link" onClick={() => void load()}>
          {generationsText.refresh}
        </button>
      </div>
      <p className="na">{generationsText.hint}</p>
      {listFailure?.code === 'backup.folder-gone' && <p className="none">{generationsText.away}</p>}
      {listFailure !== null && listFailure.code !== 'backup.folder-gone' && <FailureNote failure={listFailure} />}
      {generations === null && listFailure === null && <p className="na">{safetyText.loading}</p>}
      {generations?.length === 0 && unread.length === 0 && (
        <p className="none">
          <b>{generationsText.empty}</b>
          {generationsText.emptyHint}
        </p>
      )}
      {running !== undefined && <JobProgressBar work={running.id} label={backupPhaseText} />}
      {generations !== null && <CheckResult state={check.state} />}
      {generations !== null && generations.length > 0 && (
        <GenerationTable
          generations={generations}
          busy={running !== undefined}
          onCheck={({ name }) => void check.start((host) => host.call('backup:check', { generation: name }))}
          onRestore={setChosen}
        />
      )}
      {unread.length > 0 && <UnreadGenerations unread={unread} />}
      {chosen !== null && <RestoreDialog key={chosen.name} generation={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

/** Generations of which nobody can tell what they hold: said, so that nobody takes them for gone. */
function UnreadGenerations({ unread }: { readonly unread: readonly UnreadGeneration[] }) {
  return (
    <section className="faults" aria-label={generationsText.unread(unread.length)}>
      <p className="und">
        <Icon name="alert" size={16} />
        <b>{generationsText.unread(unread.length)}</b>
        {generationsText.unreadHint}
      </p>
      <ul>
        {unread.map((generation) => (
          <li key={generation.name}>{unreadText(generation)}</li>
        ))}
      </ul>
    </section>
  );
}

function CheckResult({ state }: { readonly state: BackupJobState<'backup-check'> }) {
  if (state.is === 'failed' && state.failure.code === 'backup.cancelled') return null;
  if (state.is === 'failed') return <FailureNote failure={state.failure} />;
  if (state.is !== 'done') return null;
  const check = state.made;
  const { streams, originals, others } = check.broken;
  const sound = streams + originals + others === 0;
  return (
    <output className={sound ? 'met' : 'unmet'}>
      {sound ? generationsText.checked(check) : generationsText.broken(check)}
    </output>
  );
}

interface TableProps {
  readonly generations: readonly Generation[];
  readonly busy: boolean;
  readonly onCheck: (generation: Generation) => void;
  readonly onRestore: (generation: Generation) => void;
}

function GenerationTable({ generations, busy, onCheck, onRestore }: TableProps) {
  const own = useSettings((state) => state.info?.device);
  const { columns } = generationsText;
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.device}</th>
            <th scope="col" className="amount">
              {columns.inspections}
            </th>
            <th scope="col" className="amount">
              {columns.events}
            </th>
            <th scope="col" className="amount">
              {columns.photos}
            </th>
            <th scope="col" className="amount">
              {columns.bytes}
            </th>
            <th scope="col">{columns.actions}</th>
          </tr>
        </thead>
        <tbody>
          {generations.map((generation) => {
            const when = minuteStamp(generation.at);
            return (
              <tr key={generation.name}>
                <th scope="row" className="num">
                  {when}
                </th>
                <td>{generation.device === own ? generationsText.own : <code>{generation.device}</code>}</td>
                <td className="num">{generation.inspections}</td>
                <td className="num">{figureText(generation.events)}</td>
                <td className="num">{figureText(generation.photos)}</td>
                <td className="num">
                  {sizeText(generation.bytes)}
                  {generation.faultCount > 0 && (
                    <span className="und" title={generation.faults.map(faultText).join('\n')}>
                      （{generationsText.faultsMark(generation.faultCount)}）
                    </span>
                  )}
                </td>
                <td className="acts">
                  <button
                    type="button"
                    className="btn"
                    disabled={busy}
                    aria-label={generationsText.checkOf(when)}
                    onClick={() => onCheck(generation)}
                  >
                    {generationsText.check}
                  </button>
                  <button
                    type="button"
                    className="btn"
                    disabled={busy}
                    aria-label={generationsText.restoreOf(when)}
                    onClick={() => onRestore(generation)}
                  >
                    {generationsText.restore}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
