import { describe, expect, it } from 'vitest';
import { hostWithSample, newDisk, openWindow } from './window.ts';

describe('another window on the same inspection', () => {
  it('is known in both, until it opens another, closes or leaves', async () => {
    const { host, id } = await hostWithSample();
    const windows = [openWindow(host, newDisk()), openWindow(host, newDisk()), openWindow(host, newDisk())] as const;
    const [first, second, third] = windows;
    const others = () => windows.map(({ stores }) => stores.companions.getState().others);
    await first.session().open(id);
    await expect.poll(others).toEqual([0, 0, 0]);
    await second.session().open(id);
    await expect.poll(others).toEqual([1, 1, 0]);
    await third.session().open(id);
    await expect.poll(others).toEqual([2, 2, 2]);
    await second.session().close();
    await expect.poll(others).toEqual([1, 0, 1]);
    third.stores.companions.leave();
    await expect.poll(others).toEqual([0, 0, 0]);
  });
});
