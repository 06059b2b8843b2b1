import { expect, it } from 'vitest';
import { systemShell } from '#electron/glue/system-shell.ts';

it.each([
  ['linux', []],
  ['darwin', ['/usb/学苑.ysb']],
  ['win32', ['/usb/学苑.ysb']],
] as const)('on %s a package that was opened is noted only where the system keeps such a list', (platform, noted) => {
  const seen: string[] = [];
  const app = { setAppUserModelId: () => undefined, addRecentDocument: (path: string) => void seen.push(path) };
  systemShell(app, platform).noteDocument('/usb/学苑.ysb');
  expect(seen).toEqual(noted);
});
