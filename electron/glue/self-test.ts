import { writeFileSync } from 'node:fs';
import type { App, BrowserWindow } from 'electron';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';

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
  ended: boolean;
}

/**
 * `--self-test=<file>`: the program starts as always, on a data folder of its own, writes whether its page loaded and a call
 * went through, and ends with code 0 or 1. Nothing is opened for it, so a hardened program can be tested as it ships.
 */
export function startSelfTest({ file, app, close }: SelfTestOptions): SelfTest {
  const began = Date.now();
  const seen: Seen = { page: null, answered: false, ended: !reserve(file) };
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
  const endWhenDone = (): void => {
    if (seen.page !== null && seen.answered) end(null);
  };
  return {
    witness: (host) => ({
      on: (listener) => host.on(listener),
      call: async (name, payload, bytes) => {
        const result = await host.call(name, payload, bytes);
        if (name === ROUND_TRIP) seen.answered ||= result.ok;
        endWhenDone();
        return result;
      },
    }),
    watch: ({ webContents }) => {
      webContents.once('did-finish-load', () => {
        seen.page = webContents.getURL();
        endWhenDone();
      });
      webContents.once('did-fail-load', (_event, _code, description) => end(`the page did not load: ${description}`));
      webContents.once('render-process-gone', (_event, { reason }) => end(`the page's process is gone: ${reason}`));
      webContents.once('preload-error', () => end('the preload script failed'));
    },
    fail: end,
  };
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
