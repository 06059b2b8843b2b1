import { useState } from 'react';
import { useProjects } from '#renderer/stores/context.ts';
import { restoreText, streamText } from '#renderer/text/safety-text.ts';
import type { RestorePlan } from '#shared/host/backup-records.ts';

/** Whether there is nothing to bring back. */
export function isEmptyPlan({ events, photos, notices, catalogues }: RestorePlan): boolean {
  return events + photos + notices + catalogues === 0;
}

interface Props {
  readonly plan: RestorePlan;
  /** It was carried out; otherwise it is what would happen. */
  readonly done: boolean;
}

/** What comes back, inspection by inspection, and what stays as it is. */
export function PlanView({ plan, done }: Props) {
  const projects = useProjects((state) => state.projects);
  // What was here before the restore: its own inspections join the list meanwhile.
  const [here] = useState(() => new Set(projects.map(({ id }) => id)));
  const coming = plan.inspections.filter(({ events }) => events > 0);
  const staying = plan.inspections.filter(({ events }) => events === 0);
  return (
    <>
      {!done && !isEmptyPlan(plan) && <p className="promise">{restoreText.promise}</p>}
      {isEmptyPlan(plan) && <p>{restoreText.nothing}</p>}
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
  const lines = whole ? [wholeText(events)] : [...new Set(streams.map(streamText))];
  return (
    <li>
      <b>{community === '' ? restoreText.unnamed : community}</b>
      <span className="num">{lines.join('；')}</span>
    </li>
  );
}

function Remarks({ plan: { same, repaired, unsound } }: { readonly plan: RestorePlan }) {
  return (
    <>
      {repaired > 0 && <p className="und">{restoreText.repaired(repaired)}</p>}
      {same > 0 && <p className="na">{restoreText.same(same)}</p>}
      {unsound > 0 && <p className="unmet">{restoreText.unsound(unsound)}</p>}
    </>
  );
}
