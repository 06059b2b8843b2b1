import { expect, it } from 'vitest';
import { openInstaller } from '#electron/glue/open-installer.ts';

it('hands over the kinds that releases come as, and nothing else', async () => {
  const opened: string[] = [];
  const shell = { openPath: async (path: string) => (opened.push(path), '') };
  const kinds = ['/u/a.deb', '/u/a.AppImage', '/u/a.exe', '/u/a.zip'];
  for (const path of kinds) expect(await openInstaller(shell, path)).toBe(true);
  for (const path of ['/u/a.sh', '/u/a.desktop', '/u/a', '/u/a.deb.lnk', 'https://example.com/', ''])
    expect(await openInstaller(shell, path), path).toBe(false);
  expect(opened).toEqual(kinds);
});

it('says so when the system does not take it', async () => {
  expect(await openInstaller({ openPath: async () => 'no program for it' }, '/u/a.deb')).toBe(false);
});
