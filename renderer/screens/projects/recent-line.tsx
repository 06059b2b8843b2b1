import { nameOf } from '#shared/commands/table.ts';
import type { InspectionId } from '#shared/ids.ts';
import { useRecent } from '#renderer/stores/context.ts';
import type { ProjectSummary } from '#renderer/stores/projects.ts';

interface Props {
  readonly projects: readonly ProjectSummary[];
  readonly current: InspectionId | null;
  readonly onOpen: (id: InspectionId) => void;
}

/** As many as leave the line one line. */
const SHOWN = 3;

/** The inspections opened last, above a list that goes by changes; those that are still there and not open now. */
export function RecentLine({ projects, current, onOpen }: Props) {
  const recent = useRecent((state) => state.recent);
  const known = new Set(projects.map(({ id }) => id));
  const shown = recent.filter(({ inspection }) => known.has(inspection) && inspection !== current).slice(0, SHOWN);
  // With one project the list itself is as quick.
  if (projects.length < 2 || shown.length === 0) return null;
  return (
    <nav className="recent" aria-label={nameOf('file.open-recent')}>
      {nameOf('file.open-recent')}
      {shown.map(({ inspection, title }) => (
        <button key={inspection} type="button" className="btn link" title={title} onClick={() => onOpen(inspection)}>
          {title}
        </button>
      ))}
    </nav>
  );
}
