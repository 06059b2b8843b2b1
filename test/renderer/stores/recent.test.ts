import { expect, it } from 'vitest';
import { keepRecent } from '#renderer/app/keep-recent.ts';
import { closeInspection, showInspection, openSample } from '#renderer/stores/open-inspection.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';
import { hostWithSample, newDisk, openWindow } from './window.ts';

it('an inspection that is opened heads 最近打开, under its name and period, in this window and the next', async () => {
  const { host, id } = await hostWithSample();
  const { stores, session } = openWindow(host, newDisk());
  keepRecent(stores);
  await showInspection(stores, id);
  expect(session().inspection?.id).toBe(id);
  const expected = [{ inspection: id, title: '学苑社区 2024年8月1日—31日' }];
  await expect.poll(() => stores.recent.getState().recent).toEqual(expected);

  const next = openWindow(host, newDisk());
  keepRecent(next.stores);
  await expect.poll(() => next.stores.recent.getState().recent).toEqual(expected);
  await next.stores.recent.getState().clear();
  expect(next.stores.recent.getState().recent).toEqual([]);
});

it('opening the open inspection again leads back to where it was left; closing leads to the list', async () => {
  const { host, id } = await hostWithSample();
  const { stores, session } = openWindow(host, newDisk());
  await showInspection(stores, id);
  stores.navigation.getState().showIndicator(11);
  stores.navigation.getState().goTo('settings');
  await showInspection(stores, id);
  expect(stores.navigation.getState()).toMatchObject({ screen: 'walk', indicator: 11 });
  await closeInspection(stores);
  expect(session().inspection).toBeNull();
  expect(stores.navigation.getState().screen).toBe('projects');
});

it('the sample is opened once, and again when asked again; a failure shows on 验收项目', async () => {
  const host = createMemoryHost();
  const { stores, services } = openWindow(host, newDisk());
  await openSample({ services, stores });
  const first = stores.session.getState().inspection?.id;
  await stores.projects.getState().load();
  await closeInspection(stores);
  await openSample({ services, stores });
  expect(stores.session.getState().inspection?.id).toBe(first);

  const broken = createMemoryHost();
  broken.refuseWrites('ENOSPC');
  const other = openWindow(broken, newDisk());
  other.stores.navigation.getState().goTo('settings');
  await openSample({ services: other.services, stores: other.stores });
  expect(other.stores.navigation.getState().screen).toBe('projects');
  expect(other.stores.projects.getState().failure?.code).toBe('journal.write-failed');
});
