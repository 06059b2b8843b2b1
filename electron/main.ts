import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session } from 'electron';
import { errorText } from '#shared/text/error-text.ts';
import { APP_ORIGIN, APP_SCHEME, serveApp } from './glue/app-protocol.ts';
import { registerHostIpc } from './glue/host-ipc.ts';
import { createMainWindow, showWindow } from './glue/main-window.ts';
import { installNavigationGuards } from './glue/navigation-guards.ts';
import { installPermissions } from './glue/permissions.ts';
import { systemKeyStore } from './glue/safe-storage.ts';
import { defaultDataFolder } from './services/shell-policy/default-data-folder.ts';
import { openHost } from './services/shell-policy/open-host.ts';

const { values } = parseArgs({ args: process.argv.slice(1), options: { data: { type: 'string' } }, strict: false });
const given = typeof values.data === 'string' ? values.data : undefined;
const dataFolder = resolve(given ?? defaultDataFolder(process.platform, process.env, homedir()));
const root = app.getAppPath();
// Installed, the program's files are app.asar and, beside it, what resources/ holds; the fonts have joined them there.
const resourcesDir = app.isPackaged ? process.resourcesPath : join(root, 'resources');
if (app.isPackaged) process.env['WORKBENCH_FONTS'] = join(resourcesDir, 'fonts');

// Everything up to whenReady() must have happened before Electron is ready, so nothing here may be awaited.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([APP_SCHEME]);
// The lock below belongs to this folder: one program for each data folder. setPath refuses a folder that is not there.
const profile = join(dataFolder, 'electron-profile');
mkdirSync(profile, { recursive: true, mode: 0o700 });
app.setPath('userData', profile);
let window: BrowserWindow | undefined;
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => showWindow(window));
  app.on('window-all-closed', () => app.quit());
  installNavigationGuards(app, APP_ORIGIN);
  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => fail('程序内部出错。', String(error)));
} else {
  app.quit();
}

async function open(): Promise<void> {
  const keyStore = systemKeyStore(safeStorage, process.platform);
  const version = app.getVersion();
  const host = await openHost({ dataDir: dataFolder, resourcesDir, edition: 'electron', version, keyStore });
  if (!host.ok) {
    const { happened, safe, todo } = errorText(host.error);
    return fail(happened, `${safe}\n${todo}`);
  }
  closeBeforeQuit(host.value);
  const renderer = join(root, 'out', 'renderer');
  serveApp(protocol, { host: host.value, renderer, nonce: () => randomBytes(16).toString('base64url') });
  installPermissions(session.defaultSession, APP_ORIGIN);
  Menu.setApplicationMenu(null);
  registerHostIpc({ ipcMain, host: host.value, origin: APP_ORIGIN, contents: () => window?.webContents });
  window = createMainWindow(BrowserWindow, APP_ORIGIN, join(root, 'out', 'electron', 'preload.cjs'));
  window.on('closed', () => (window = undefined));
}

/** Quits only once the host has let go of the data folder; asking again meanwhile changes nothing. */
function closeBeforeQuit(host: { close(): Promise<void> }): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  const quit = (): void => {
    state = 'closed';
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'open') host.close().then(quit, quit);
    state = 'closing';
  });
}

function fail(title: string, text: string): void {
  dialog.showErrorBox(title, text);
  app.exit(1);
}
