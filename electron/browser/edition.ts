import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { type Arguments, SERVE_PORT } from './arguments.ts';
import { findBrowser, hasDisplay } from './find-browser.ts';
import { announce, type Shown, withdraw } from './second-start.ts';
import { type Server, startServer } from './server.ts';
import { randomSecret } from './sessions.ts';
import { type HostWindow, openWindow } from './window.ts';

export interface Surroundings {
  /** Says one line to whoever started the program. */
  readonly say: (line: string) => void;
  /** Settles when the program is asked to end (Ctrl+C, the system shutting down). */
  readonly stopAsked: Promise<void>;
  readonly onBug: (error: unknown) => void;
}

/** What a second start asks for; it waits while the window is still opening. */
interface Shower {
  readonly show: () => Promise<Shown>;
  readonly ready: (show: () => Promise<Shown>) => void;
}

function createShower(): Shower {
  let ready: Shower['ready'] = () => undefined;
  const given = new Promise<Shower['show']>((resolve) => (ready = resolve));
  return { show: async () => (await given)(), ready: (show) => ready(show) };
}

/** Serves the window until it is closed or the program is asked to end. Answers the exit code; the host stays open. */
export async function runEdition(args: Arguments, host: ShellHost, around: Surroundings): Promise<number> {
  const { renderer, dataFolder } = args;
  if (!existsSync(join(renderer, 'index.html'))) {
    around.say(`The window is not built: there is no index.html in ${renderer}.`);
    return 1;
  }
  const browser = args.serve ? undefined : windowBrowser(args, around.say);
  const port = args.port ?? (browser === undefined ? SERVE_PORT : 0);
  const [secret, shower] = [randomSecret(), createShower()];
  const audience = browser === undefined ? 'link' : 'window';
  const secondStart = { secret, show: () => shower.show() };
  const server = await startServer({ host, port, renderer, audience, secondStart, onBug: around.onBug });
  if (!server.ok) {
    around.say(`Port ${port} is in use by another program. Choose another with --port.`);
    return 1;
  }
  try {
    await announce(dataFolder, { port: server.value.port, authority: server.value.address.authority, secret });
    if (browser === undefined) return await serveLink(server.value, shower, around);
    return await serveWindow(args, browser, server.value, shower, around);
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

async function serveLink(server: Server, shower: Shower, { say, stopAsked }: Surroundings): Promise<number> {
  say(`Open this link in a browser on this machine; it works once: ${server.newLink()}`);
  say('Ctrl+C ends the program. Starting it again while it runs prints a fresh link.');
  shower.ready(async () => ({ is: 'link', link: server.newLink() }));
  await stopAsked;
  return 0;
}

async function serveWindow(
  args: Arguments,
  browser: string,
  server: Server,
  shower: Shower,
  { say, stopAsked }: Surroundings,
): Promise<number> {
  const window = await open(args, browser, server, say);
  if (window === undefined) return 1;
  shower.ready(async () => {
    await window.focus();
    return { is: 'window' };
  });
  await Promise.race([window.closed, stopAsked]);
  await window.close();
  return 0;
}

async function open(
  { dataFolder }: Arguments,
  browser: string,
  server: Server,
  say: Surroundings['say'],
): Promise<HostWindow | undefined> {
  try {
    const profile = join(dataFolder, 'browser-profile');
    const { origin } = server.address;
    return await openWindow({ browser, profile, origin, port: server.port, link: server.newLink() });
  } catch (error) {
    say(`No window could be opened with ${browser}: ${error instanceof Error ? error.message : String(error)}`);
    say('Start with --serve to get a link for another browser of this machine instead.');
    return undefined;
  }
}
