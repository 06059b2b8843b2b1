import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { errorText } from '#shared/text/error-text.ts';
import type { Log } from '#electron/services/log/log.ts';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { type CrashRule, createCrashRule } from '#electron/services/window/crash-rule.ts';
import type { Drained } from '#electron/services/window/drain.ts';
import { type Arguments, SERVE_PORT } from './arguments.ts';
import { findBrowser, hasDisplay } from './find-browser.ts';
import { CRASHED_PATH } from './crashed-page.ts';
import { shellFolder } from '#electron/services/shell-policy/shell-folder.ts';
import { linkHost } from './link-host.ts';
import { announce, type SecondStart, withdraw } from './second-start.ts';
import { type Server, startServer } from './server.ts';
import { randomSecret } from './sessions.ts';
import { type HostWindow, openWindow } from './window.ts';

/** The host as this edition uses it: what serves the window, and what goes on behind it. */
export interface EditionHost extends ShellHost {
  drain(windows: number, limitMs: number, left: Promise<void>): Promise<Drained>;
  offerPackage(path: string): Promise<Result<unknown, ErrorCode>>;
  readonly log: Pick<Log, 'info'>;
}

export interface Surroundings {
  /** Says one line to whoever started the program. */
  readonly say: (line: string) => void;
  /** Settles when the program is asked to end (Ctrl+C, the system shutting down). */
  readonly stopAsked: Promise<void>;
  readonly onBug: (error: unknown) => void;
}

/** What a second start asks for; it waits while the window is still opening. */
interface Shower {
  readonly show: SecondStart['show'];
  readonly ready: (show: SecondStart['show']) => void;
}

function createShower(): Shower {
  let [isReady, current]: [() => void, SecondStart['show'] | undefined] = [() => undefined, undefined];
  const given = new Promise<void>((resolve) => (isReady = resolve));
  const show: SecondStart['show'] = async (files) => {
    await given;
    if (current === undefined) throw new Error('ready without a way to show');
    return current(files);
  };
  const ready: Shower['ready'] = (next) => {
    current = next;
    isReady();
  };
  return { show, ready };
}

/** Serves the window until it is closed or the program is asked to end. Answers the exit code; the host stays open. */
export async function runEdition(args: Arguments, host: EditionHost, around: Surroundings): Promise<number> {
  const { renderer, dataFolder } = args;
  if (!existsSync(join(renderer, 'index.html'))) {
    around.say(`The window is not built: there is no index.html in ${renderer}.`);
    return 1;
  }
  const browser = args.serve ? undefined : windowBrowser(args, around.say);
  const port = args.port ?? (browser === undefined ? SERVE_PORT : 0);
  const [secret, shower] = [randomSecret(), createShower()];
  const audience = browser === undefined ? { linkHost: await linkHost(dataFolder) } : 'window';
  const secondStart: SecondStart = {
    secret,
    show: async (files) => {
      await offer(host, files, around.say);
      return shower.show(files);
    },
  };
  const server = await startServer({ host, port, renderer, audience, secondStart, onBug: around.onBug });
  if (!server.ok) {
    around.say(`Port ${port} is in use by another program. Choose another with --port.`);
    return 1;
  }
  try {
    await announce(dataFolder, { port: server.value.port, authority: server.value.address.authority, secret });
    await offer(host, args.files, around.say);
    const serving = { args, host, server: server.value, shower, around };
    return browser === undefined ? await serveLink(serving) : await serveWindow(serving, browser);
  } finally {
    await withdraw(dataFolder);
    await server.value.close();
  }
}

/** The browser to open a window with; undefined, after saying why, where a link has to do. */
function windowBrowser(args: Arguments, say: Surroundings['say']): string | undefined {
  if (!hasDisplay()) {
    say(
      'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so there is a link instead of a window.',
    );
    return undefined;
  }
  const browser = findBrowser(args.browser);
  if (browser === undefined) say('No Chromium, Chrome or Edge found here, so there is a link instead of a window.');
  return browser;
}

/** Everything that one run of the edition is made of. */
interface Serving {
  readonly args: Arguments;
  readonly host: EditionHost;
  readonly server: Server;
  readonly shower: Shower;
  readonly around: Surroundings;
}

/** How long a window has to save what is in it before the program ends. */
const DRAIN_LIMIT_MS = 5000;

async function serveLink(serving: Serving): Promise<number> {
  const { server, shower, around } = serving;
  around.say(`Open this link in a browser on this machine; it works once: ${server.newLink()}`);
  around.say('Ctrl+C ends the program. Starting it again while it runs prints a fresh link.');
  shower.ready(async () => ({ is: 'link', link: server.newLink() }));
  await around.stopAsked;
  await drain(serving);
  return 0;
}

/** Shows the window until somebody closes it; one that dies is opened once more, and again a minute later. */
async function serveWindow(serving: Serving, browser: string): Promise<number> {
  const { host, shower, around } = serving;
  const rule = createCrashRule(Date.now);
  const stopped = around.stopAsked.then(() => ({ is: 'stopped' }) as const);
  for (;;) {
    const window = await open(serving, browser, rule);
    if (window === undefined) return 1;
    shower.ready(async () => {
      await window.focus();
      return { is: 'window' };
    });
    const end = await Promise.race([window.closed, stopped]);
    if (end.is === 'stopped') await drain(serving);
    await window.close();
    if (end.is !== 'died') return 0;
    host.log.info('window-gone', { kind: 'browser', reason: end.reason, exit: end.exit });
    if (rule() === 'ask') {
      around.say('The browser of the window died twice within a minute. What was saved is on the disk.');
      around.say(
        'Start the program again, or see the log with: npm run -s workbench -- diagnose --data DIR --out FILE',
      );
      return 1;
    }
  }
}

async function drain({ host, server }: Serving): Promise<void> {
  const drained = await host.drain(server.windows(), DRAIN_LIMIT_MS, server.windowsLeft());
  if (drained.is !== 'drained') host.log.info('window-not-drained', { state: drained.is });
}

/** Hands packages to the host, which shows them to the window; says of each that cannot be opened why. */
async function offer(host: EditionHost, files: readonly string[], say: Surroundings['say']): Promise<void> {
  for (const path of files) {
    const offered = await host.offerPackage(path);
    if (offered.ok) continue;
    const { happened, todo } = errorText(offered.error);
    say(`${path}: ${happened}${todo}`);
  }
}

async function open(
  { args, host, server, around }: Serving,
  browser: string,
  rule: CrashRule,
): Promise<HostWindow | undefined> {
  let window: HostWindow | undefined;
  const onPageDied = (reason: string, exit: number): void => {
    host.log.info('window-gone', { kind: 'page', reason, exit });
    window?.show(rule() === 'reload' ? '/' : CRASHED_PATH).catch(() => undefined);
  };
  try {
    const profile = join(shellFolder(args.dataFolder), 'browser-profile');
    const { port, address } = server;
    window = await openWindow({ browser, profile, origin: address.origin, port, link: server.newLink(), onPageDied });
    return window;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    around.say(`No window could be opened with ${browser}: ${reason}`);
    around.say('Start with --serve to get a link for another browser of this machine instead.');
    return undefined;
  }
}
