import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import * as v from 'valibot';
import { isAppUrl } from '#electron/services/shell-policy/navigation.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { type DebugEvent, type DebugPipe, openDebugPipe } from './debug-pipe.ts';
import { prepareProfile } from './profile.ts';
import { withTextLocale } from './text-locale.ts';

export interface WindowOptions {
  readonly browser: string;
  /** Chromium's own folder for this product; what the window keeps lies in it. */
  readonly profile: string;
  readonly origin: string;
  readonly port: number;
  /** The one-time link, handed over through the debugging pipe because a command line can be read by others. */
  readonly link: string;
  /** Told when the page died while its browser lives on, with Chromium's word for it. */
  readonly onPageDied?: (reason: string, exit: number) => void;
}

export type WindowEnd =
  | { readonly is: 'closed' }
  /** `reason`: the signal that ended the browser, or `exit`. */
  | { readonly is: 'died'; readonly reason: string; readonly exit: number };

export interface HostWindow {
  /** Settles when the window is gone: closed by somebody, or because its browser died. */
  readonly closed: Promise<WindowEnd>;
  focus(): Promise<void>;
  /** Leads the window to a page of our own. */
  show(path: string): Promise<void>;
  close(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const CLOSE_LIMIT_MS = 5000;
const KEPT_OUTPUT = 4000;

/** Opens the window and leads it to the link; rejects with what Chromium said when it does not get that far. */
export async function openWindow(options: WindowOptions): Promise<HostWindow> {
  const firstTime = await prepareProfile(options.profile);
  const flags = chromiumFlags({ ...options, firstTime, isRoot: process.getuid?.() === 0 });
  const child = spawn(options.browser, flags, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: withTextLocale(process.env),
  });
  const output = keepOutput(child);
  const pages = createPages(options);
  let isAsked = false;
  const closed = new Promise<WindowEnd>((resolve) =>
    child
      .once('close', (exit, signal) => resolve(isAsked || pages.isClosed() ? { is: 'closed' } : endOf(exit, signal)))
      .once('error', () => resolve({ is: 'died', reason: 'error', exit: -1 })),
  );
  const [, , , to, from] = child.stdio;
  const pipe = openDebugPipe(to as Writable, from as Readable, (event) => pages.see(event, pipe)); // both are 'pipe' above
  const close = (): Promise<void> => {
    isAsked = true;
    return closeBrowser(child, pipe, closed);
  };
  const started = start(pipe, pages.main, options);
  const died = closed.then(() => Promise.reject(new Error('it ended at once')));
  for (const late of [started, died]) quietly(late);
  try {
    const session = await Promise.race([started, died, limit(START_LIMIT_MS)]);
    return {
      closed,
      close,
      focus: async () => void (await pipe.send('Page.bringToFront', {}, session)),
      show: async (path) => void (await navigate(pipe, await pages.main, options.origin + path)),
    };
  } catch (error) {
    await close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error([reason, output()].filter((part) => part !== '').join('. '), { cause: error });
  }
}

const Attached = v.object({ sessionId: v.string() });
const Navigated = v.object({ errorText: v.optional(v.string()) });

async function start(pipe: DebugPipe, main: Promise<string>, { origin, link }: WindowOptions): Promise<string> {
  await pipe.send('Target.setDiscoverTargets', { discover: true });
  const targetId = await main;
  // Without this grant Chromium may drop the window's store when the disk runs full; a grant lasts for one run.
  for (const name of ['persistent-storage', 'clipboard-write'])
    await pipe.send('Browser.setPermission', { permission: { name }, setting: 'granted', origin });
  return navigate(pipe, targetId, link);
}

/** Leads a page to `url` and answers the session it was done in. */
async function navigate(pipe: DebugPipe, targetId: string, url: string): Promise<string> {
  const { sessionId } = v.parse(Attached, await pipe.send('Target.attachToTarget', { targetId, flatten: true }));
  const { errorText } = v.parse(Navigated, await pipe.send('Page.navigate', { url }, sessionId));
  if (errorText !== undefined) throw new Error(`the window cannot reach its host: ${errorText}`);
  return sessionId;
}

const TargetEvent = v.object({ targetInfo: v.object({ targetId: v.string(), type: v.string(), url: v.string() }) });
const TargetGone = v.object({ targetId: v.string() });
const TargetCrashed = v.object({ targetId: v.string(), status: v.string(), errorCode: v.number() });

/**
 * The first page is the window. Any other page is closed; a window that left our origin (a file dropped beside its target)
 * is led back; when the window's page goes, the browser goes with it, which not every system does by itself.
 */
function createPages({ origin, onPageDied }: WindowOptions) {
  let mainId: string | undefined;
  let isClosed = false;
  let resolveMain: (id: string) => void = () => undefined;
  const main = new Promise<string>((resolve) => (resolveMain = resolve));
  const seePage = (id: string, url: string, pipe: DebugPipe): void => {
    mainId ??= id;
    resolveMain(mainId);
    if (id !== mainId) quietly(pipe.send('Target.closeTarget', { targetId: id }));
    else if (/^(https?|file|ftp|data):/.test(url) && !isAppUrl(url, origin)) quietly(navigate(pipe, id, origin));
  };
  const see = ({ method, params }: DebugEvent, pipe: DebugPipe): void => {
    if (method === 'Target.targetDestroyed') {
      if (v.parse(TargetGone, params).targetId !== mainId) return;
      isClosed = true;
      quietly(pipe.send('Browser.close'));
    } else if (method === 'Target.targetCrashed') {
      const { targetId, status, errorCode } = v.parse(TargetCrashed, params);
      if (targetId === mainId) onPageDied?.(status, errorCode);
    } else if (method === 'Target.targetCreated' || method === 'Target.targetInfoChanged') {
      const { targetId, type, url } = v.parse(TargetEvent, params).targetInfo;
      if (type === 'page' && !url.startsWith('devtools:')) seePage(targetId, url, pipe);
    }
  };
  return { main, see, isClosed: () => isClosed };
}

/** For what may fail because the browser is already going away. */
function quietly(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}

/** A browser that its user ends in order, by its own menu, closes its page first; so does a desktop that ends. */
function endOf(exit: number | null, signal: NodeJS.Signals | null): WindowEnd {
  if (exit === 0) return { is: 'closed' };
  return { is: 'died', reason: signal ?? 'exit', exit: exit ?? -1 };
}

async function closeBrowser(child: ChildProcess, pipe: DebugPipe, closed: Promise<unknown>): Promise<void> {
  pipe.send('Browser.close').catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS);
  await closed;
  clearTimeout(timer);
}

/** The end of what Chromium wrote, for the case that it does not start. */
function keepOutput(child: ChildProcess): () => string {
  let kept = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-KEPT_OUTPUT);
  });
  child.once('error', (error) => (kept += error.message));
  return () => kept.trim();
}

function limit(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`the browser did not open a window within ${ms / 1000} s`)), ms).unref();
  });
}
