import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App, BrowserWindow, CrashReporter, Dialog, MessageBoxOptions, WebContents } from 'electron';
import type { Diagnostics } from '#electron/services/diagnostics/diagnostics.ts';
import { crashFolder } from '#electron/services/diagnostics/places.ts';
import type { Log } from '#electron/services/log/log.ts';
import { createCrashRule } from '#electron/services/window/crash-rule.ts';
import { errorText } from '#shared/text/error-text.ts';
import { windowText } from '#shared/text/window-text.ts';

/** Keeps crash dumps on this machine, in the data folder; nothing is ever sent. To be called before Electron is ready. */
export function keepCrashDumps(
  app: Pick<App, 'setPath'>,
  crashReporter: Pick<CrashReporter, 'start'>,
  dataFolder: string,
): void {
  const folder = crashFolder(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}

export interface CrashNeeds {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showSaveDialog'>;
  readonly log: Pick<Log, 'info'>;
  readonly diagnostics: Pick<Diagnostics, 'save'>;
  /** Folder that the save dialog begins in. */
  readonly folder: () => string;
  readonly now: () => number;
  readonly quit: () => void;
}

type Watched = Pick<BrowserWindow, 'on'> & {
  readonly webContents: Pick<WebContents, 'on' | 'reload' | 'forcefullyCrashRenderer'>;
};

/** Brings a page that died back once, then asks; asks too when it no longer answers. Everything saved is with the host. */
export function watchForCrashes(window: Watched, needs: CrashNeeds): void {
  const rule = createCrashRule(needs.now);
  const { webContents: page } = window;
  let killed = false;
  const reload = (): void => page.reload();
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    needs.log.info('window-gone', { reason, exit: exitCode });
    // A page that was killed because it hung is loaded again at the user's own wish.
    const next = killed ? 'reload' : rule();
    killed = false;
    if (next === 'reload') reload();
    else void askAfterCrash(needs, reload);
  });
  watchForHanging(window, needs, () => {
    killed = true;
    // A page that hangs cannot be told to reload; its process has to go first.
    page.forcefullyCrashRenderer();
  });
}

function watchForHanging(window: Watched, { dialog, log }: CrashNeeds, kill: () => void): void {
  let asking: AbortController | undefined;
  window.on('unresponsive', () => {
    if (asking !== undefined) return;
    log.info('window-hanging');
    const mine = (asking = new AbortController());
    const options: MessageBoxOptions = {
      type: 'warning',
      message: windowText.hanging,
      detail: windowText.hangingDetail,
      buttons: [windowText.wait, windowText.reload],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: mine.signal,
    };
    void dialog.showMessageBox(options).then(({ response }) => {
      if (asking === mine) asking = undefined;
      if (response === 1 && !mine.signal.aborted) kill();
    });
  });
  window.on('responsive', () => {
    asking?.abort();
    asking = undefined;
  });
}

const CHOICES = ['reload', 'diagnose', 'quit'] as const;

async function askAfterCrash(needs: CrashNeeds, reload: () => void): Promise<void> {
  const options: MessageBoxOptions = {
    type: 'error',
    message: windowText.crashed,
    detail: windowText.crashedDetail,
    buttons: CHOICES.map((choice) => windowText[choice]),
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  for (;;) {
    const { response } = await needs.dialog.showMessageBox(options);
    if (CHOICES[response] === 'quit') return needs.quit();
    if (CHOICES[response] !== 'diagnose') return reload();
    await exportDiagnostics(needs);
  }
}

/** Asks where to, and saves a 诊断包 without crash dumps: those can hold what was on screen. */
async function exportDiagnostics({ dialog, diagnostics, folder }: CrashNeeds): Promise<void> {
  const defaultPath = join(folder(), windowText.diagnosticsName);
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath });
  if (canceled || filePath === '') return;
  const saved = await diagnostics.save(filePath, { withDumps: false });
  const { happened, safe, todo } = saved.ok ? DIAGNOSED : errorText(saved.error);
  await dialog.showMessageBox({ type: saved.ok ? 'info' : 'error', message: happened, detail: `${safe}${todo}` });
}

const DIAGNOSED = { happened: windowText.diagnosed, safe: windowText.diagnosedDetail, todo: '' };

/** Notes helper processes (GPU, network, utilities) that died; Electron starts them again by itself. */
export function watchHelpers(app: Pick<App, 'on'>, log: Pick<Log, 'info'>): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.info('helper-gone', { kind: type.replaceAll(' ', '-'), reason, exit: exitCode });
  });
}

export interface FaultNeeds {
  readonly process: Pick<NodeJS.Process, 'on'>;
  /** Notes the fault, where there is a log already. */
  readonly note: (fault: unknown) => void;
  /** Lets writes finish and gives the data folder free. */
  readonly close: () => Promise<void>;
  readonly tell: (title: string, text: string) => void;
  readonly exit: (code: number) => void;
}

const CLOSE_LIMIT_MS = 5000;

/** After an exception nobody caught, the program's state is unknown: it is noted, the user is told, and the program ends. */
export function endOnFault({ process, note, close, tell, exit }: FaultNeeds): void {
  let ending = false;
  const end = (fault: unknown): void => {
    note(fault);
    if (ending) return;
    ending = true;
    const limit = new Promise<void>((resolve) => void setTimeout(resolve, CLOSE_LIMIT_MS).unref());
    const leave = (): void => {
      tell(windowText.broken, windowText.brokenDetail);
      exit(1);
    };
    // Closed before anyone is told: a dialog nobody answers must not keep the data folder locked.
    Promise.race([close(), limit]).then(leave, leave);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
