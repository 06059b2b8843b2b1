import type { InspectionId } from '#shared/ids.ts';
import type { AppContextValue, Stores } from './context.ts';

/** Shows an inspection in 逐项: the open one as it was left, another from its first indicator on. */
export async function showInspection({ navigation, session }: Stores, id: InspectionId): Promise<void> {
  if (session.getState().inspection?.id === id) return navigation.getState().goTo('walk');
  navigation.getState().showIndicator(1);
  await session.getState().open(id);
}

/** Opens the sample, the one that is there already or a new one; a failure shows on 验收项目. */
export async function openSample({ services, stores }: AppContextValue): Promise<void> {
  const projects = stores.projects.getState();
  if (!projects.loaded) await projects.load();
  // A sample that somebody is already trying things on is the one that is meant.
  const known = stores.projects.getState().projects.find((project) => project.sample);
  if (known !== undefined) return showInspection(stores, known.id);
  const sample = await services.host.call('inspection:open-sample', {});
  if (sample.ok) return showInspection(stores, sample.value.id);
  stores.navigation.getState().goTo('projects');
  // Reading the list again forgets an earlier failure, so this one is said after it.
  await projects.load();
  stores.projects.setState({ failure: sample.error });
}

/** Closes the open inspection; what is under way is finished first. */
export async function closeInspection({ navigation, session }: Stores): Promise<void> {
  navigation.getState().goTo('projects');
  await session.getState().close();
}
