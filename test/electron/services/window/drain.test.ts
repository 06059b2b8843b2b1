import { afterEach, expect, it, vi } from 'vitest';
import { createCrashRule } from '#electron/services/window/crash-rule.ts';
import { createDrains } from '#electron/services/window/drain.ts';

afterEach(() => void vi.useRealTimers());

function drains() {
  const asked: string[] = [];
  let ids = 0;
  return {
    asked,
    drains: createDrains(
      () => `d${(ids += 1)}`,
      (drain) => void asked.push(drain),
    ),
  };
}

it('waits for every window, and counts what is left in all of them', async () => {
  const { asked, drains: of } = drains();
  const both = of.ask(2, 5000);
  expect(asked).toEqual(['d1']);
  of.answer('d1', 0);
  of.answer('d1', 3);
  expect(await both).toEqual({ is: 'unsaved', count: 3 });
  const one = of.ask(1, 5000);
  of.answer('d1', 9);
  of.answer('d2', 0);
  expect(await one).toEqual({ is: 'drained' });
});

it('waits no longer than it was told, and for nobody where there is no window', async () => {
  vi.useFakeTimers();
  const { asked, drains: of } = drains();
  expect(await of.ask(0, 5000)).toEqual({ is: 'drained' });
  expect(asked).toEqual([]);
  const silent = of.ask(1, 5000);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await silent).toEqual({ is: 'silent' });
  // Too late, and answered by nobody.
  of.answer('d1', 0);
});

it('waits for no window that has gone meanwhile', async () => {
  vi.useFakeTimers();
  const { drains: of } = drains();
  expect(await of.ask(1, 5000, Promise.resolve())).toEqual({ is: 'silent' });
  expect(vi.getTimerCount()).toBe(0);
});

it('a window that dies is loaded again, but not twice within a minute, however long that goes on', () => {
  let now = 0;
  const rule = createCrashRule(() => now);
  const at = (time: number) => ((now = time), rule());
  expect([at(0), at(59_999), at(119_998), at(179_998)]).toEqual(['reload', 'ask', 'ask', 'reload']);
});
