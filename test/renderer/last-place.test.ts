import { describe, expect, it } from 'vitest';
import { keepPlace } from '#renderer/app/last-place.ts';
import { hostWithSample, newDisk, openWindow } from './stores/window.ts';

/** Storage of one window. */
function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  };
}

/** Resolves when the window shows an inspection. */
const untilOpen = (window: ReturnType<typeof openWindow>) =>
  new Promise<void>((resolve) => {
    window.stores.session.subscribe((state) => {
      if (state.inspection !== null) resolve();
    });
  });

describe('a reloaded window', () => {
  it('comes back to the inspection, screen and indicator where it was', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const storage = memoryStorage();
    const first = openWindow(host, disk);
    keepPlace(first.stores, storage);
    await first.session().open(id);
    first.stores.navigation.getState().showIndicator(11);
    await first.session().close();

    const left = openWindow(host, disk);
    keepPlace(left.stores, storage);
    expect(left.session().phase.is).toBe('closed');

    await left.session().open(id);
    left.stores.navigation.getState().showIndicator(12);
    const second = openWindow(host, disk);
    const opened = untilOpen(second);
    keepPlace(second.stores, storage);
    await opened;
    expect(second.session().inspection?.id).toBe(id);
    expect(second.stores.navigation.getState()).toMatchObject({ screen: 'walk', indicator: 12 });
  });

  it('begins at the list when what it remembers is not its own', () => {
    const storage = memoryStorage();
    storage.setItem('workbench.place', '{"inspection":"../../etc","screen":"walk"}');
    return hostWithSample().then(({ host }) => {
      const window = openWindow(host, newDisk());
      keepPlace(window.stores, storage);
      expect(window.stores.navigation.getState().screen).toBe('projects');
    });
  });
});
