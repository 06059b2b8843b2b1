import { expect, it, vi } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import { answer, answerOf, hostWithSample, newDisk, openWindow } from './window.ts';

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
