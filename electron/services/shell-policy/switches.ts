/**
 * Switches of Chromium and Node that take a protection away, open the program to a debugger, or let code or pages of others
 * in. `has`: whether the program was started with one.
 */
const REFUSED = [
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'disable-features',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation-trials',
  'disable-web-security',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'proxy-server',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'single-process',
  'utility-cmd-prefix',
] as const;

/** The first such switch that the installed program was started with; null: none, or a program under development. */
export function refusedSwitch(isPackaged: boolean, has: (name: string) => boolean): string | null {
  if (!isPackaged) return null;
  return REFUSED.find((name) => has(name)) ?? null;
}
