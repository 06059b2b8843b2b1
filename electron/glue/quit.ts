import type { App, BrowserWindow, Dialog, PowerMonitor, WebContents } from 'electron';
import type { Log } from '#electron/services/log/log.ts';
import type { Drained } from '#electron/services/window/drain.ts';
import { windowText } from '#shared/text/window-text.ts';

type Leaving = Pick<BrowserWindow, 'on' | 'close' | 'destroy' | 'isDestroyed'> & {
  readonly webContents: Pick<WebContents, 'on' | 'isCrashed'>;
};

export interface QuitNeeds {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly host: {
    drain(windows: number, limitMs: number): Promise<Drained>;
    close(): Promise<void>;
    readonly log: Pick<Log, 'info' | 'fault'>;
  };
  readonly window: () => Leaving | undefined;
}

/** How long the window has to save what is in it; a hanging one must not keep the program from ending. */
const DRAIN_LIMIT_MS = 5000;
const CLOSE_LIMIT_MS = 2000;

type State = 'open' | 'asking' | 'leaving' | 'closed';

/**
 * The one way out: the window saves what is in it, the host backs up and closes, then the program ends. Closing the
 * window, quitting, and the system shutting down all lead here. With something unsaved the user is asked once.
 */
export function quitInOrder(needs: QuitNeeds): { readonly watch: (window: Leaving) => void } {
  const { app, powerMonitor, host } = needs;
  let state: State = 'open';
  const finish = (): void => {
    state = 'closed';
    app.quit();
  };
  const leave = async (mayAsk: boolean): Promise<void> => {
    state = 'asking';
    if (!(await mayLeave(needs, mayAsk))) return void (state = 'open');
    state = 'leaving';
    await closeWindow(needs.window());
    await host.close().catch((fault: unknown) => host.log.fault('close-failed', fault));
    finish();
  };
  const begin = (mayAsk: boolean): void => {
    if (state === 'open') void leave(mayAsk);
  };
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    begin(true);
  });
  // Linux and macOS wait for a program that asks them to, and only for a few seconds: there is nobody to ask.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    begin(false);
  });
  return { watch: (window) => watchWindow(window, () => state === 'leaving' || state === 'closed', begin) };
}

function watchWindow(window: Leaving, isLeaving: () => boolean, begin: (mayAsk: boolean) => void): void {
  window.on('close', (event) => {
    if (isLeaving()) return;
    event.preventDefault();
    begin(true);
  });
  // Windows signing out or shutting down: before-quit never comes, and a few seconds are all there is.
  window.on('query-session-end', () => begin(false));
  window.on('session-end', () => begin(false));
  // A page that says no would keep the window without a word: who closes it is asked above, and a reload keeps its drafts.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
}

/** Whether the program may end: everything is saved, the window cannot be asked, or the user says so. */
async function mayLeave({ host, dialog, window }: QuitNeeds, mayAsk: boolean): Promise<boolean> {
  const open = window();
  if (open === undefined || open.isDestroyed() || open.webContents.isCrashed()) return true;
  const drained = await host.drain(1, DRAIN_LIMIT_MS);
  if (drained.is !== 'drained') host.log.info('window-not-drained', { state: drained.is });
  if (drained.is !== 'unsaved' || !mayAsk) return true;
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: windowText.unsaved(drained.count),
    detail: windowText.unsavedDetail,
    buttons: [windowText.stay, windowText.leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

/** Closes the window, which keeps its place for the next time; one that does not close is taken away. */
async function closeWindow(window: Leaving | undefined): Promise<void> {
  if (window === undefined || window.isDestroyed()) return;
  const closed = new Promise<void>((resolve) => {
    window.on('closed', () => resolve());
    setTimeout(resolve, CLOSE_LIMIT_MS).unref();
  });
  window.close();
  await closed;
  if (!window.isDestroyed()) window.destroy();
}
