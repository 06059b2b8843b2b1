import { useCallback, useEffect, useState } from 'react';
import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Failure } from '#shared/result.ts';
import { useNavigation, useProjects, useServices, useSession } from '#renderer/stores/context.ts';
import { projectsText } from '#renderer/text/projects-text.ts';
import { Empty } from '#renderer/ui/empty.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { NewInspection } from '#renderer/app/deferred-parts.ts';
import { ProjectTable } from './project-table.tsx';
import './projects.css';

/** 验收项目: what there is, and how to begin. */
export function ProjectsScreen() {
  const { host } = useServices();
  const projects = useProjects((state) => state.projects);
  const broken = useProjects((state) => state.broken);
  const loaded = useProjects((state) => state.loaded);
  const listFailure = useProjects((state) => state.failure);
  const load = useProjects((state) => state.load);
  const openSession = useSession((state) => state.open);
  const current = useSession((state) => state.inspection?.id ?? null);
  const goTo = useNavigation((state) => state.goTo);
  const showIndicator = useNavigation((state) => state.showIndicator);
  const [creating, setCreating] = useState(false);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  useEffect(() => void load(), [load]);

  const open = useCallback(
    async (id: InspectionId) => {
      if (id === current) return goTo('walk');
      showIndicator(1);
      await openSession(id);
    },
    [current, goTo, openSession, showIndicator],
  );
  const openSample = async () => {
    // A sample that somebody is already trying things on is the one that is meant.
    const known = projects.find((project) => project.sample);
    if (known !== undefined) return open(known.id);
    const sample = await host.call('inspection:open-sample', {});
    if (!sample.ok) return setFailure(sample.error);
    setFailure(null);
    await open(sample.value.id);
  };
  const actions = (
    <span className="acts">
      <button type="button" className="btn" disabled={!loaded} onClick={() => void openSample()}>
        {projectsText.openSample}
      </button>
      <button type="button" className="btn primary" onClick={() => setCreating(true)}>
        <Icon name="plus" size={16} />
        {projectsText.create}
      </button>
    </span>
  );
  const isEmpty = loaded && projects.length === 0 && broken.length === 0;
  return (
    <main className="projects">
      {(failure ?? listFailure) !== null && (
        <FailureNote failure={failure ?? listFailure ?? { code: 'app.internal' }} />
      )}
      {isEmpty ? (
        <Empty title={projectsText.empty} hint={projectsText.emptyHint}>
          {actions}
        </Empty>
      ) : (
        <>
          <header>
            <h1>{projectsText.title}</h1>
            {actions}
          </header>
          {loaded ? (
            <ProjectTable projects={projects} broken={broken} current={current} onOpen={(id) => void open(id)} />
          ) : (
            <Empty title={projectsText.loading} />
          )}
        </>
      )}
      <NewInspection
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(id) => {
          setCreating(false);
          void open(id);
        }}
      />
    </main>
  );
}
