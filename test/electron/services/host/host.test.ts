import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.drop());

describe('host', () => {
  it('opens the sample and still has all of it after a restart', async () => {
    const first = await openHost(folder.path);
    const opened = await first.call('inspection:open-sample', {});
    await first.close();
    const second = await openHost(folder.path);
    const listed = await second.call('inspection:list', {});
    await second.close();
    expect(opened).toMatchObject({ ok: true });
    expect(listed).toMatchObject({ ok: true, value: [{ damage: null }] });
  });
});
