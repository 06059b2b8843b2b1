import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '#test/electron/browser/stub-host.ts';

type Listener = (...args: unknown[]) => unknown;
interface Entry {
  readonly label?: string;
  readonly submenu?: Entry[];
  readonly click?: Listener;
}

/** What the main script does to Electron, in order; the program itself is not here. */
const fake = vi.hoisted(() => {
  const done: string[] = [];
  const listeners = new Map<string, (...args: unknown[]) => unknown>();
  const note =
    (name: string, answer?: unknown) =>
    (...args: unknown[]): unknown => {
      done.push(typeof args[0] === 'string' ? `${name} ${args[0]}` : name);
      return answer;
    };
  return {
    done,
    listeners,
    note,
    first: true,
    ready: Promise.resolve(),
    errors: [] as unknown[][],
    menu: [] as Entry[],
  };
});

vi.mock('electron', () => {
  const { note, listeners } = fake;
  class BrowserWindow {
    readonly webContents = {
      id: 1,
      send: note('send'),
      isDestroyed: () => false,
      isCrashed: () => true,
      executeJavaScript: async (code: string) => note('executeJavaScript')(code),
      on: note('webContents.on'),
    };
    readonly on = note('window.on');
    readonly once = note('window.once');
    readonly isMinimized = () => true;
    readonly restore = note('restore');
    readonly close = note('close');
    readonly isDestroyed = () => true;
    readonly focus = note('focus');
    constructor() {
      note('new BrowserWindow')();
    }
    async loadURL(url: string): Promise<void> {
      note('loadURL')(url);
    }
  }
  const app = {
    getAppPath: () => join(import.meta.dirname, '..', '..', '..'),
    getVersion: () => '0.0.0',
    getPath: () => '/documents',
    isPackaged: false,
    commandLine: { hasSwitch: () => false },
    enableSandbox: note('enableSandbox'),
    // As Electron does with a folder that is not there.
    setPath: (name: string, path: string) => (statSync(path), note('setPath')(name)),
    requestSingleInstanceLock: () => (note('requestSingleInstanceLock')(), fake.first),
    on: (event: string, listener: Listener) => (note('app.on')(event), listeners.set(event, listener)),
    whenReady: () => (note('whenReady')(), fake.ready),
    quit: note('quit'),
    exit: note('exit'),
  };
  return {
    app,
    BrowserWindow,
    crashReporter: { start: note('crashReporter.start') },
    powerMonitor: { on: note('powerMonitor.on') },
    dialog: {
      showErrorBox: (...args: unknown[]) => fake.errors.push(args),
      showOpenDialog: async () => ({ canceled: false, filePaths: ['/nowhere/学苑社区.ysb'] }),
      showMessageBox: async ({ message }: { message: string }) => note('showMessageBox')(message),
    },
    ipcMain: { handle: note('ipcMain.handle') },
    Menu: {
      buildFromTemplate: (template: Entry[]) => (fake.menu = template),
      setApplicationMenu: note('setApplicationMenu'),
    },
    safeStorage: {},
    screen: { on: note('screen.on') },
    protocol: { registerSchemesAsPrivileged: note('registerSchemesAsPrivileged'), handle: note('protocol.handle') },
    session: {
      defaultSession: {
        setPermissionRequestHandler: note('setPermissionRequestHandler'),
        setPermissionCheckHandler: note('setPermissionCheckHandler'),
        setDevicePermissionHandler: note('setDevicePermissionHandler'),
        on: note('session.on'),
      },
    },
  };
});

async function start(dataFolder: string): Promise<void> {
  vi.resetModules();
  fake.done.length = 0;
  fake.errors.length = 0;
  process.argv.splice(2, Infinity, '--data', dataFolder);
  await import('#electron/main.ts');
}

async function quit(): Promise<void> {
  const event = { preventDefault: fake.note('preventDefault') };
  fake.listeners.get('before-quit')?.(event);
  await expect.poll(() => fake.done).toContain('quit');
}

afterEach(() => void (fake.first = true));

describe('the start of the Electron edition', () => {
  it('arms everything before it is ready, guards before the window, and lets go of the data at the end', async () => {
    const dataFolder = temporaryFolder();
    await start(dataFolder);
    await expect.poll(() => fake.done, { timeout: 10_000 }).toContain('loadURL app://local/');
    const order = [
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'setPath userData',
      'requestSingleInstanceLock',
      'setPath crashDumps',
      'crashReporter.start',
      'app.on web-contents-created',
      'whenReady',
      'setApplicationMenu',
      'protocol.handle app',
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'ipcMain.handle host:call',
      'new BrowserWindow',
      'loadURL app://local/',
    ];
    expect(fake.done.filter((step) => order.includes(step))).toEqual(order);
    expect(existsSync(join(dataFolder, 'lock'))).toBe(true);

    fake.listeners.get('second-instance')?.();
    expect(fake.done).toContain('focus');
    await quit();
    expect(fake.done).toContain('preventDefault');
    expect(existsSync(join(dataFolder, 'lock'))).toBe(false);
  });

  it('does in the window what is chosen in its menu, but asks for a package itself', async () => {
    await start(join(temporaryFolder(), 'data'));
    await expect.poll(() => fake.done, { timeout: 10_000 }).toContain('loadURL app://local/');
    const choose = (label: string) =>
      fake.menu
        .flatMap(({ submenu = [] }) => submenu)
        .find((entry) => entry.label === label)
        ?.click?.({});
    choose('关于(&A)');
    await expect.poll(() => fake.done).toContain('send host:event');
    expect(fake.done.slice(-2)).toEqual(['executeJavaScript void 0', 'send host:event']);
    choose('打开数据包(&K)…');
    await expect.poll(() => fake.done.at(-1)).toMatch(/^showMessageBox .*数据包/);
    await quit();
  });

  it('leaves the data alone when it is not the first', async () => {
    fake.first = false;
    const dataFolder = join(temporaryFolder(), 'data');
    await start(dataFolder);
    expect(fake.done).toContain('quit');
    expect(fake.done).not.toContain('whenReady');
    expect(existsSync(join(dataFolder, 'lock'))).toBe(false);
    expect(existsSync(join(dataFolder, 'inspections'))).toBe(false);
  });

  it('says in Chinese why the data cannot be opened, and ends', async () => {
    const dataFolder = join(temporaryFolder(), 'data');
    await start(dataFolder);
    await expect.poll(() => fake.done, { timeout: 10_000 }).toContain('loadURL app://local/');
    await start(dataFolder);
    await expect.poll(() => fake.errors).toHaveLength(1);
    expect(fake.errors[0]?.[0]).toContain('数据文件夹正被另一个程序使用');
    expect(fake.done).not.toContain('new BrowserWindow');
    expect(fake.done).toContain('exit');
    await quit();
  });
});
