import { VERDICTS } from '#shared/facts/schema.ts';
import { nameOf } from '#shared/commands/table.ts';
import type { InspectionId } from '#shared/ids.ts';
import { usePackages, useServices } from '#renderer/stores/context.ts';
import type { BrokenProject, ProjectSummary } from '#renderer/stores/projects.ts';
import { momentText, periodText } from '#renderer/text/format.ts';
import { packageText } from '#renderer/text/package-text.ts';
import { OVERALL_CLASS, projectsText } from '#renderer/text/projects-text.ts';
import { VERDICT_CLASS } from '#renderer/text/shell-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';

interface Props {
  readonly projects: readonly ProjectSummary[];
  readonly broken: readonly BrokenProject[];
  readonly current: InspectionId | null;
  readonly onOpen: (id: InspectionId) => void;
}

/** The inspections, latest change first; each row opens its inspection. */
export function ProjectTable({ projects, broken, current, onOpen }: Props) {
  const { now } = useServices();
  const today = now();
  const exportPackage = usePackages((state) => state.export);
  const { columns } = projectsText;
  return (
    <div className="table">
      <div className="line names" aria-hidden="true">
        <span>{columns.community}</span>
        <span>{columns.tier}</span>
        <span>{columns.period}</span>
        <span>{columns.progress}</span>
        <span>{columns.changed}</span>
      </div>
      {projects.map((project) => (
        <div key={project.id} className="row">
          <button
            type="button"
            className={`line${project.id === current ? ' current' : ''}`}
            onClick={() => onOpen(project.id)}
          >
            <span className="who">
              <b>{project.profile.community}</b>
              {project.sample && <i className="tag na small">{projectsText.sample}</i>}
              {project.finalised && <i className="tag met small">{projectsText.finalised}</i>}
              <small>
                {[project.profile.street, project.profile.authority].filter((part) => part !== '').join(' · ')}
              </small>
            </span>
            <span>{project.tier}</span>
            <span className="num">{periodText(project.profile.period)}</span>
            <span className="standing">
              <b className={OVERALL_CLASS[project.overall]}>{project.overall}</b>
              <Bar tally={project.tally} />
              <small className="num">
                {VERDICTS.filter((verdict) => project.tally[verdict] > 0).map((verdict) => (
                  <span key={verdict} className={VERDICT_CLASS[verdict]}>
                    {verdict} {project.tally[verdict]}
                  </span>
                ))}
              </small>
            </span>
            <span className="num">
              {momentText(project.changedAt, today)}
              <small>{project.changedBy === '' ? projectsText.anonymous : project.changedBy}</small>
            </span>
          </button>
          <button
            type="button"
            className="btn export"
            title={packageText.exportOf(project.profile.community)}
            aria-label={packageText.exportOf(project.profile.community)}
            onClick={() => void exportPackage(project.id, project.profile.community)}
          >
            {nameOf('file.export-package')}
          </button>
        </div>
      ))}
      {broken.map((project) => (
        <div key={project.id} className="broken">
          <b>
            {projectsText.broken} {project.id}
          </b>
          <FailureNote failure={project.failure} />
        </div>
      ))}
    </div>
  );
}

/** Shares of the four results, in the order of the words beside it. */
function Bar({ tally }: { readonly tally: ProjectSummary['tally'] }) {
  return (
    <span className="bar" aria-hidden="true">
      {VERDICTS.filter((verdict) => tally[verdict] > 0).map((verdict) => (
        <i key={verdict} className={VERDICT_CLASS[verdict]} style={{ flexGrow: tally[verdict] }} />
      ))}
    </span>
  );
}
