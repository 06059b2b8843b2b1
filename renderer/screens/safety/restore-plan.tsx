import { useState } from 'react';
import { useProjects } from '#renderer/stores/context.ts';
import { TwoKeys } from '#renderer/parts/two-keys.tsx';
import { refusalText, restoreText, streamsText } from '#renderer/text/safety-text.ts';
import type { RestorePlan } from '#shared/host/backup-records.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { PlannedStream } from '#shared/package/plan.ts';

/** Whether there is nothing to bring back. */
export function isEmptyPlan({ events, photos, notices, catalogues }: RestorePlan): boolean {
  return events + photos + notices + catalogues === 0;
}

interface Props {
  readonly plan: RestorePlan;
  /** It was carried out; otherwise it is what would happen. */
  readonly done: boolean;
  readonly onSettle: (device: DeviceId, fingerprint: Sha256) => void;
}

/** What comes back, inspection by inspection, and what stays as it is. */
export function PlanView({ plan, done, onSettle }: Props) {
  const projects = useProjects((state) => state.projects);
  // What was here before the restore: its own inspections join the list meanwhile.
  const [here] = useState(() => new Set(projects.map(({ id }) => id)));
  const coming = plan.inspections.filter(({ events }) => events > 0);
  const staying = plan.inspections.filter(({ events }) => events === 0);
  const replaces = coming.some(({ streams }) => streams.some(({ is }) => is === 'replace'));
  const refused = plan.inspections.flatMap(({ id: inspection, community, streams }) =>
    streams.filter(isRefused).map((stream) => ({ inspection, community, stream })),
  );
  return (
    <>
      {!done && !isEmptyPlan(plan) && (
        <p className="promise">{replaces ? restoreText.replaces : restoreText.promise}</p>
      )}
      {isEmptyPlan(plan) && <p>{refused.length > 0 ? restoreText.nothingElse : restoreText.nothing}</p>}
      {!isEmptyPlan(plan) && (
        <p>
          {done ? restoreText.came : restoreText.comes} <b className="num">{restoreText.summary(plan)}</b>
        </p>
      )}
      {coming.length > 0 && (
        <ul aria-label={done ? restoreText.came : restoreText.comes}>
          {coming.map((inspection) => (
            <PlanLine key={inspection.id} inspection={inspection} whole={!here.has(inspection.id)} done={done} />
          ))}
        </ul>
      )}
      {staying.length > 0 && (
        <>
          <h3>{restoreText.stays}</h3>
          <ul aria-label={restoreText.stays}>
            {staying.map((inspection) => (
              <PlanLine key={inspection.id} inspection={inspection} whole={false} done={done} />
            ))}
          </ul>
        </>
      )}
      {refused.length > 0 && <Refused refused={refused} done={done} onSettle={onSettle} />}
      <Remarks plan={plan} />
    </>
  );
}

interface LineProps {
  readonly inspection: RestorePlan['inspections'][number];
  /** It is not here at all. */
  readonly whole: boolean;
  readonly done: boolean;
}

function PlanLine({ inspection, whole, done }: LineProps) {
  const { community, streams, events } = inspection;
  const wholeText = done ? restoreText.wholeDone : restoreText.whole;
  const isWhole = whole && streams.every(({ refused }) => refused === null);

  return (
    <li>
      <b>{community === '' ? restoreText.unnamed : community}</b>
      <span className="num">{isWhole ? wholeText(events) : streamsText(streams)}</span>
    </li>
  );
}

/** What does not come back, or stands against a stream here under another key. */
const isRefused = ({ refused, is, canSettle }: PlannedStream): boolean =>
  refused !== null || (is === 'fork' && canSettle);

interface RefusedProps extends Pick<Props, 'done' | 'onSettle'> {
  readonly refused: readonly {
    readonly inspection: InspectionId;
    readonly community: string;
    readonly stream: PlannedStream;
  }[];
}

function Refused({ refused, done, onSettle }: RefusedProps) {
  const title = done ? restoreText.refusedDone : restoreText.refused;
  return (
    <section aria-label={title} className="refused">
      <h3 className="unmet">{title}</h3>
      <ul>
        {refused.map(({ inspection, community, stream }) => (
          <li key={`${inspection} ${stream.device}`}>
            <b>
              {community === '' ? restoreText.unnamed : community}
              <code>{restoreText.of(stream.device)}</code>
            </b>
            <p>{refusalText(stream)}</p>
            {stream.canSettle && stream.fingerprint !== null && !done && (
              <SettleOn stream={stream} fingerprint={stream.fingerprint} onSettle={onSettle} />
            )}
          </li>
        ))}
      </ul>
      <p className="na">{restoreText.refusedHint}</p>
    </section>
  );
}

interface SettleProps extends Pick<Props, 'onSettle'> {
  readonly stream: PlannedStream;
  readonly fingerprint: Sha256;
}

function SettleOn({ stream: { device, otherFingerprint }, fingerprint, onSettle }: SettleProps) {
  return <TwoKeys fingerprint={fingerprint} other={otherFingerprint} onSettle={() => onSettle(device, fingerprint)} />;
}

function Remarks({ plan: { inspections, same, repaired, unsound } }: { readonly plan: RestorePlan }) {
  const comesUnsigned = ({ by, events }: PlannedStream): boolean => by === 'unsigned' && events > 0;
  return (
    <>
      {inspections.some(({ streams }) => streams.some(comesUnsigned)) && <p className="und">{restoreText.unsigned}</p>}
      {repaired > 0 && <p className="und">{restoreText.repaired(repaired)}</p>}
      {same > 0 && <p className="na">{restoreText.same(same)}</p>}
      {unsound > 0 && <p className="unmet">{restoreText.unsound(unsound)}</p>}
    </>
  );
}
