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

/** Serves the window until it is closed or the program is asked to end. Answers the exit code; the host stays open. */
export async function runEdition(args: Arguments, host: ShellHost, around: Surroundings): Promise<number> {
  if (!existsSync(join(args.renderer, 'index.html'))) {
    around.say(`The window is not built: there is no index.html in ${args.renderer}.`);
    return 1;
  }
  const browser = args.serve ? undefined : windowBrowser(args, around.say);
  const port = args.port ?? (browser === undefined ? SERVE_PORT : 0);
  const secret = randomSecret();
  let show: () => Promise<Shown> = () => Promise.reject(new Error('not open yet'));
  const server = await startServer({
    host,
    port,
    renderer: args.renderer,
    audience: browser === undefined ? 'link' : 'window',
    secondStart: { secret, show: () => show() },
    onBug: around.onBug,
  });
  if (!server.ok) {
    around.say(`Port ${port} is in use by another program. Choose another with --port.`);
    return 1;
  }
  try {
    await announce(args.dataFolder, { port: server.value.port, authority: server.value.address.authority, secret });
    if (browser === undefined) {
      show = () => Promise.resolve({ is: 'link', link: server.value.newLink() });
      return await serveLink(server.value, around);
    }
    const window = await open(args, browser, server.value, around.say);
    show = async () => {
      await window?.focus();
      return { is: 'window' };
    };
    await Promise.race([window?.closed, around.stopAsked]);
    await window?.close();
    return window === undefined ? 1 : 0;
  } finally {
    await withdraw(args.dataFolder);
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

async function serveLink(server: Server, { say, stopAsked }: Surroundings): Promise<number> {
  say(`Open this link in a browser on this machine; it works once: ${server.newLink()}`);
  say('Ctrl+C ends the program. Starting it again while it runs prints a fresh link.');
  await stopAsked;
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
