import { writeFileSync } from 'node:fs';
import type { App, BrowserWindow, WebContents } from 'electron';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { makeSampleNotice } from './self-test-notice.ts';

const LIMIT_MS = 45_000;

/** What the page asks at every start: an answer to it has gone from the page to the host and back. */
const ROUND_TRIP = 'app:get-info';

type Door = Pick<ShellHost, 'call' | 'on'>;

export interface SelfTest {
  /** The host as the page reaches it, with an eye on what it answers. */
  witness(host: Door): Door;
  /** Expects this window to load its page and to reach the host. */
  watch(window: Pick<BrowserWindow, 'webContents'>): void;
  fail(reason: string): void;
}

export interface SelfTestOptions {
  /** Where the outcome goes; a file that is there already is not touched. */
  readonly file: string;
  readonly app: Pick<App, 'getVersion' | 'isPackaged' | 'getAppMetrics' | 'exit'>;
  readonly close: () => Promise<void>;
}

interface Seen {
  page: string | null;
  answered: boolean;
  /** The notice is being made; what has been seen before is enough. */
  going: boolean;
  ended: boolean;
}

/**
 * `--self-test=<file>`: the program starts as always, on a data folder of its own, makes the notice of the sample, writes
 * whether its page loaded, a call went through and the notice was made, and ends with code 0 or 1. Nothing is opened for
 * it, so a hardened program can be tested as it ships.
 */
export function startSelfTest({ file, app, close }: SelfTestOptions): SelfTest {
  const began = Date.now();
  const seen: Seen = { page: null, answered: false, going: false, ended: !reserve(file) };
  if (seen.ended) app.exit(1);
  const end = (reason: string | null): void => {
    if (seen.ended) return;
    seen.ended = true;
    clearTimeout(limit);
    writeFileSync(file, `${JSON.stringify(outcomeOf(app, seen, reason, Date.now() - began), null, 2)}\n`);
    const exit = (): void => app.exit(reason === null ? 0 : 1);
    close().then(exit, exit);
  };
  const limit = setTimeout(() => end('it took too long'), LIMIT_MS);
  let call: Door['call'] | undefined;
  const goOn = (): void => {
    if (seen.page === null || !seen.answered || call === undefined || seen.going || seen.ended) return;
    seen.going = true;
    const broke = (fault: unknown): void => end(String(fault));
    makeSampleNotice(call).then(end, broke);
  };
  return {
    witness: (host) => {
      call = host.call;
      return watchDoor(host, () => {
        seen.answered = true;
        goOn();
      });
    },
    watch: ({ webContents }) => {
      watchPage(webContents, end);
      webContents.once('did-finish-load', () => {
        seen.page = webContents.getURL();
        goOn();
      });
    },
    fail: end,
  };
}

/** The same door, with word of the page's first question once it is answered. */
function watchDoor(host: Door, answered: () => void): Door {
  return {
    on: (listener) => host.on(listener),
    call: async (name, payload, bytes) => {
      const result = await host.call(name, payload, bytes);
      if (name === ROUND_TRIP && result.ok) answered();
      return result;
    },
  };
}

function watchPage(page: WebContents, end: (reason: string) => void): void {
  page.once('did-fail-load', (_event, _code, description) => end(`the page did not load: ${description}`));
  page.once('render-process-gone', (_event, { reason }) => end(`the page's process is gone: ${reason}`));
  page.once('preload-error', (_event, _path, { message }) => end(`the preload script failed: ${message}`));
}

function outcomeOf(app: SelfTestOptions['app'], { page, answered }: Seen, reason: string | null, milliseconds: number) {
  // By index: a plain Node, in which tests run this, has no such versions.
  const { versions } = process;
  return {
    ok: reason === null,
    reason,
    version: app.getVersion(),
    packaged: app.isPackaged,
    versions: { electron: versions['electron'] ?? null, chrome: versions['chrome'] ?? null, node: versions.node },
    page,
    roundTrip: answered,
    // Nothing else comes after it.
    notice: reason === null,
    processes: app.getAppMetrics().map(({ type, sandboxed }) => ({ type, sandboxed: sandboxed ?? null })),
    milliseconds,
  };
}

/** Makes the file, so that none that was there before is ever written over. */
function reserve(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}
