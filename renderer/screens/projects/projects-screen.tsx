import { useEffect } from 'react';
import { nameOf } from '#shared/commands/table.ts';
import type { InspectionId } from '#shared/ids.ts';
import { useApp, useNavigation, useProjects, useSession } from '#renderer/stores/context.ts';
import { showInspection, openSample } from '#renderer/stores/open-inspection.ts';
import { projectsText } from '#renderer/text/projects-text.ts';
import { Empty } from '#renderer/ui/empty.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { OpenPackage } from '#renderer/parts/open-package.tsx';
import { ReadingNote } from '#renderer/ui/reading-note.tsx';
import { NewInspection } from './new-inspection-part.ts';
import { ProjectTable } from './project-table.tsx';
import { RecentLine } from './recent-line.tsx';
import './projects.css';

function Loading() {
  const progress = useProjects((state) => state.progress);
  return progress === null ? <Empty title={projectsText.loading} /> : <ReadingNote {...progress} />;
}

/** 验收项目: what there is, and how to begin. */
export function ProjectsScreen() {
  const projects = useProjects((state) => state.projects);
  const broken = useProjects((state) => state.broken);
  const loaded = useProjects((state) => state.loaded);
  const failure = useProjects((state) => state.failure);
  const load = useProjects((state) => state.load);
  const app = useApp();
  const current = useSession((state) => state.inspection?.id ?? null);
  const creating = useNavigation((state) => state.creating);
  const goTo = useNavigation((state) => state.goTo);
  const create = useNavigation((state) => state.create);
  useEffect(() => void load(), [load]);
  const open = (id: InspectionId) => void showInspection(app.stores, id);
  const actions = (
    <span className="acts">
      <OpenPackage />
      <button type="button" className="btn" disabled={!loaded} onClick={() => void openSample(app)}>
        {nameOf('file.open-sample')}
      </button>
      <button type="button" className="btn primary" onClick={() => create(true)}>
        <Icon name="plus" size={16} />
        {nameOf('file.new')}
      </button>
    </span>
  );
  const isEmpty = loaded && projects.length === 0 && broken.length === 0;
  return (
    <main className="projects">
      {failure !== null && <FailureNote failure={failure} />}
      {isEmpty && <h1 className="unseen">{projectsText.title}</h1>}
      {isEmpty ? (
        <Empty title={projectsText.empty} hint={projectsText.emptyHint}>
          {actions}
          <button type="button" className="btn link" onClick={() => goTo('safety')}>
            {projectsText.restore}
          </button>
        </Empty>
      ) : (
        <>
          <header>
            <h1>{projectsText.title}</h1>
            <RecentLine projects={projects} current={current} onOpen={open} />
            {actions}
          </header>
          {loaded ? <ProjectTable projects={projects} broken={broken} current={current} onOpen={open} /> : <Loading />}
        </>
      )}
      <NewInspection
        open={creating}
        onClose={() => create(false)}
        onCreated={(id) => {
          create(false);
          open(id);
        }}
      />
    </main>
  );
}
