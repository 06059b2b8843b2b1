import { expect, it, vi } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import { answer, answerOf, hostWithBlank, hostWithSample, newDisk, openWindow } from './window.ts';

it('shows what was written elsewhere between reading the journal and showing it', async () => {
  const { host, id } = await hostWithSample();
  let isWritten = false;
  const writingMeanwhile: HostApi = {
    ...host,
    call: async (name, input) => {
      const result = await host.call(name, input);
      // The last thing that opening asks for: the journal has been read by then.
      if (name === 'catalogue:read' && !isWritten) {
        isWritten = true;
        await host.call('inspection:append-events', { inspection: id, drafts: [answer('1a', 'gigabit', 1234)] });
      }
      return result;
    },
  };
  const window = openWindow(writingMeanwhile, newDisk());
  await window.session().open(id);
  await vi.waitFor(() => expect(answerOf(window.session(), '1a', 'gigabit')).toBe(1234));
  expect(isWritten).toBe(true);
});

it('lists what was begun elsewhere while the list was read for the first time', async () => {
  const { host } = await hostWithBlank();
  let isBegun = false;
  const beginningMeanwhile: HostApi = {
    ...host,
    call: async (name, input) => {
      const result = await host.call(name, input);
      if (name === 'inspection:list' && !isBegun) {
        isBegun = true;
        await host.call('inspection:open-sample', {});
      }
      return result;
    },
  };
  const { stores } = openWindow(beginningMeanwhile, newDisk());
  await stores.projects.getState().load();
  expect(new Set(stores.projects.getState().projects.map(({ sample }) => sample))).toEqual(new Set([false, true]));
});
