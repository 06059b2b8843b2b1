/** Switches of Chromium and Node that take a protection away, open the program to a debugger, or let code or pages of others in. */
const REFUSED = [
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'disable-features',
  'disable-gpu-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation-trials',
  'disable-web-security',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'in-process-gpu',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'no-zygote-sandbox',
  'proxy-pac-url',
  'proxy-server',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'single-process',
  'utility-cmd-prefix',
] as const;

/** What the program was started with: the command line as it was typed, and as Chromium has it by now. */
export interface StartLine {
  readonly argv: readonly string[];
  readonly has: (name: string) => boolean;
}

/**
 * The first such switch that the installed program was started with; null: none, or a program under development. Electron
 * gives Chromium switches of its own accord (`allow-file-access-from-files` at every start), so only what stands in `argv`
 * counts. The sandbox can be switched off by the environment as well: for it, Chromium's own list is asked.
 */
export function refusedSwitch(isPackaged: boolean, { argv, has }: StartLine): string | null {
  if (!isPackaged) return null;
  const typed = new Set(argv.flatMap((word) => nameIn(word) ?? []));
  return REFUSED.find((name) => has(name) && (typed.has(name) || name === 'no-sandbox')) ?? null;
}

/** The name of a switch as Chromium reads it: after two dashes or one, on Windows after a slash too, in any case there. */
function nameIn(word: string): string | null {
  return /^(?:--?|\/)([^=]+)/.exec(word)?.[1]?.toLowerCase() ?? null;
}
