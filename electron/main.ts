import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron';
import type { ErrorCode } from '#shared/errors.ts';
import type { Failure } from '#shared/result.ts';
import { errorText } from '#shared/text/error-text.ts';
import { APP_ORIGIN, APP_SCHEME, serveApp } from './glue/app-protocol.ts';
import { endOnFault, keepCrashDumps, watchForCrashes, watchHelpers } from './glue/crash.ts';
import { askForBackupFolder, askForPackage, askForSharedFolder, rememberFolders } from './glue/dialogs.ts';
import { registerHostIpc } from './glue/host-ipc.ts';
import { keepVisible } from './glue/keep-visible.ts';
import { type Choice, createShellMenu } from './glue/menu.ts';
import { createMainWindow, showWindow } from './glue/main-window.ts';
import { installNavigationGuards } from './glue/navigation-guards.ts';
import { type OpenFiles, receiveFiles } from './glue/open-files.ts';
import { installPermissions } from './glue/permissions.ts';
import { openInstaller } from './glue/open-installer.ts';
import { quitInOrder } from './glue/quit.ts';
import { systemKeyStore } from './glue/safe-storage.ts';
import { startSelfTest } from './glue/self-test.ts';
import { secureWebPreferences } from './glue/web-preferences.ts';
import { systemShell } from './glue/system-shell.ts';
import { tellChoice } from './glue/tell-choice.ts';
import { defaultDataFolder } from './services/shell-policy/default-data-folder.ts';
import { pruneDumps } from './services/diagnostics/crash-dumps.ts';
import { crashFolder } from './services/diagnostics/places.ts';
import { type FolderMemory, openFolderMemory } from './services/files/folder-memory.ts';
import type { Host } from './services/host/host.ts';
import { openHost } from './services/shell-policy/open-host.ts';
import { shellFolder } from '#electron/services/shell-policy/shell-folder.ts';
import { refusedSwitch } from './services/shell-policy/switches.ts';

const options = { data: { type: 'string' }, 'self-test': { type: 'string' } } as const;
const { values } = parseArgs({ args: process.argv.slice(1), options, strict: false });
const wordOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const outcome = wordOf(values['self-test']);
// A self-test never meets the user's data, unless it is told to.
const given = wordOf(values.data) ?? (outcome === undefined ? undefined : mkdtempSync(join(tmpdir(), 'self-test-')));
const dataFolder = resolve(given ?? defaultDataFolder(process.platform, process.env, homedir()));
const root = app.getAppPath();
// Installed, the program's files are app.asar and, beside it, what resources/ holds; the fonts have joined them there.
const resourcesDir = app.isPackaged ? process.resourcesPath : join(root, 'resources');
if (app.isPackaged) process.env['WORKBENCH_FONTS'] = join(resourcesDir, 'fonts');

let window: BrowserWindow | undefined;
let opened: Host | undefined;
const selfTest =
  outcome === undefined ? null : startSelfTest({ file: resolve(outcome), app, close: async () => opened?.close() });
const refused = refusedSwitch(app.isPackaged, {
  argv: process.argv.slice(1),
  has: (name) => app.commandLine.hasSwitch(name),
});
if (refused === null) begin();
else refuse(refused);

/** Everything up to whenReady() must have happened before Electron is ready, so nothing here may be awaited. */
function begin(): void {
  app.enableSandbox();
  systemShell(app, process.platform).takeName();
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  // The lock below belongs to this folder: one program for each data folder. setPath refuses a folder that is not there.
  const own = shellFolder(dataFolder);
  const profile = join(own, 'electron-profile');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  const start = { argv: process.argv.slice(1), cwd: process.cwd() };
  if (!app.requestSingleInstanceLock(start)) return app.quit();
  keepCrashDumps(app, crashReporter, own);
  endOnFault({
    process,
    note: (fault) => opened?.log.fault('main-fault', fault),
    close: async () => opened?.close(),
    tell: (title, text) => dialog.showErrorBox(title, text),
    exit: (code) => app.exit(code),
  });
  const files = receiveFiles({ app, start, show: () => showWindow(window) });
  app.on('window-all-closed', () => app.quit());
  installNavigationGuards(app, APP_ORIGIN);
  // What fails here is nobody's to catch, and ends the program as above.
  void app.whenReady().then(() => open(files));
}

async function open(files: OpenFiles): Promise<void> {
  const keyStore = systemKeyStore(safeStorage, process.platform);
  const version = app.getVersion();
  const folders = await openFolderMemory(dataFolder);
  const menu = createShellMenu(Menu, (choice) => void choose(choice, folders));
  const renderer = join(root, 'out', 'renderer');
  const host = await openHost({
    dataDir: dataFolder,
    resourcesDir,
    windowFolder: renderer,
    edition: 'electron',
    version,
    keyStore,
    onWindowState: (state) => menu.update(state),
    askForBackupFolder: () => askForBackupFolder({ dialog, folders, window }),
    askForSharedFolder: () => askForSharedFolder({ dialog, folders, window }),
    openInstaller: (path) => openInstaller(shell, path),
  });
  if (!host.ok) return failWith(host.error);
  opened = host.value;
  const leaving = quitInOrder({ app, powerMonitor, dialog, host: host.value, window: () => window });
  serveApp(protocol, { host: host.value, renderer, nonce: () => randomBytes(16).toString('base64url') });
  installPermissions(session.defaultSession, APP_ORIGIN);
  rememberFolders(session.defaultSession, folders, () => app.getPath('documents'));
  const door = selfTest?.witness(host.value) ?? host.value;
  registerHostIpc({ ipcMain, host: door, origin: APP_ORIGIN, contents: () => window?.webContents });
  const preload = join(root, 'out', 'electron', 'preload.cjs');
  window = createMainWindow(BrowserWindow, APP_ORIGIN, secureWebPreferences(preload, app.isPackaged));
  selfTest?.watch(window);
  keepVisible(window, screen);
  leaving.watch(window);
  attendCrashes(window, host.value, folders);
  window.on('closed', () => (window = undefined));
  files.deliver((path) => void offer(host.value, path));
}

/** What is chosen in the menu is done in the window, but for what the system's own dialogs ask better. */
async function choose(choice: Choice, folders: FolderMemory): Promise<void> {
  if (window === undefined) return;
  if (choice.command !== 'file.open-package' || opened === undefined) return tellChoice(window.webContents, choice);
  const path = await askForPackage({ dialog, folders, window });
  if (path !== null) await offer(opened, path);
}

function attendCrashes(made: BrowserWindow, { log, parts }: Host, folders: FolderMemory): void {
  watchForCrashes(made, {
    dialog,
    log,
    diagnostics: parts.diagnostics,
    folder: () => folders.of('diagnostics') ?? app.getPath('documents'),
    now: Date.now,
    quit: () => app.quit(),
  });
  watchHelpers(app, log);
  void pruneDumps(crashFolder(dataFolder), Date.now());
}

/** A package that cannot be offered is told of; the window shows the others. */
async function offer(host: Host, path: string): Promise<void> {
  const offered = await host.offerPackage(path);
  if (offered.ok) return systemShell(app, process.platform).noteDocument(path);
  const { happened, safe, todo } = errorText(offered.error);
  await dialog.showMessageBox({ type: 'error', message: happened, detail: `${safe}${todo}` });
}

/** Says so in a dialog, which needs the program to be ready; nothing else of it has begun. */
function refuse(name: string): void {
  void app.whenReady().then(() => failWith({ code: 'app.unsafe-switch', detail: { name } }));
}

function failWith(failure: Failure<ErrorCode>): void {
  if (selfTest !== null) return selfTest.fail([failure.code, ...Object.values(failure.detail ?? {})].join(' '));
  const { happened, safe, todo } = errorText(failure);
  dialog.showErrorBox(happened, `${safe}\n${todo}`);
  app.exit(1);
}
