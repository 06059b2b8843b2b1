import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

interface Source {
  readonly path: string;
  readonly code: string;
}

/** Sources without their comments: a comment may name what the code must not do. */
function sources(pattern: string): readonly Source[] {
  return globSync(pattern, { cwd: ROOT }).map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
    return { path: path.replaceAll('\\', '/'), code };
  });
}

const where = (all: readonly Source[], pattern: RegExp): string[] =>
  all.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

/** The list of switches that are refused names what nothing else may name. */
const REFUSED = 'electron/services/shell-policy/switches.ts';
const electron = sources('electron/**/*.ts').filter(({ path }) => path !== REFUSED);
const renderer = sources('renderer/**/*.{ts,tsx,html}');

describe("Electron's security list, as the sources show it", () => {
  it('sees the sources it judges', () => {
    expect(electron.map(({ path }) => path)).toContain('electron/glue/main-window.ts');
    expect(renderer.map(({ path }) => path)).toContain('renderer/index.html');
  });

  it.each([
    ['Node in a page', /nodeIntegration\w*: true/],
    ['a page without isolation', /contextIsolation: false/],
    ['a page without sandbox', /sandbox: false/],
    ['weakened web security', /webSecurity|allowRunningInsecureContent|allowDisplayingInsecureContent/],
    ['experimental web features', /experimentalFeatures|enableBlinkFeatures/],
    ['webviews', /webviewTag: true|<webview|allowpopups/],
    ['a scheme that escapes the policy', /bypassCSP|corsEnabled|allowServiceWorkers/],
    ['pages from files', /loadFile\(|file:\/\//],
    ['styles handed to a page as text', /insertCSS/],
    ['blocking or private IPC', /sendSync|sendToHost|MessageChannelMain/],
    ['opening what a page names', /openExternal|showItemInFolder/],
    ['ignored certificates', /certificate-error|setCertificateVerifyProc|ignore-certificate/],
    ['a debugging port', /remote-debugging-port|--inspect(?![a-z])/],
    ['code from text', /\beval\(|new Function\(|node:vm/],
  ])('has nothing of: %s', (_what, pattern) => expect(where(electron, pattern)).toEqual([]));

  it('hands a page no code as text, but a gesture along with none', () => {
    const calls = electron.flatMap(({ path, code }) =>
      [...code.matchAll(/executeJavaScript\w*\([^)]*\)/g)].map(([call]) => `${path}: ${call}`),
    );
    expect(calls).toEqual([`electron/glue/tell-choice.ts: executeJavaScript('void 0', true)`]);
    expect(where(electron, /\bexecuteJavaScript/)).toEqual(['electron/glue/tell-choice.ts']);
  });

  it('turns the sandbox off for root alone, in one place', () => {
    expect(where(electron, /no-sandbox/)).toEqual(['electron/browser/chromium-flags.ts']);
  });

  it('refuses, once installed, to start with a protection switched off', () => {
    const list = readFileSync(join(ROOT, REFUSED), 'utf8');
    for (const name of ['no-sandbox', 'disable-web-security', 'remote-debugging-port', 'inspect'])
      expect(list).toContain(`'${name}',`);
    expect(where(electron, /refusedSwitch\(app\.isPackaged, \{/)).toEqual(['electron/main.ts']);
  });

  it('makes windows in one place, and leads them to one place', () => {
    expect(where(electron, /new (Browser)?Window\(/)).toEqual(['electron/glue/main-window.ts']);
    expect(where(electron, /loadURL\(/)).toEqual(['electron/glue/main-window.ts']);
  });

  it('hands only checked installers to the system, in one place', () => {
    expect(where(electron, /openPath\(/)).toEqual(['electron/glue/open-installer.ts']);
  });

  it('registers IPC in one place, and reaches it from the preload script alone', () => {
    expect(where(electron, /ipcMain\.\w+\(/)).toEqual(['electron/glue/host-ipc.ts']);
    expect(where(electron, /ipcRenderer\b/)).toEqual(['electron/preload.ts']);
  });

  it('sets up every guard before the window', () => {
    const main = electron.find(({ path }) => path === 'electron/main.ts')?.code ?? '';
    const order = [
      'app.enableSandbox()',
      'registerSchemesAsPrivileged(',
      'requestSingleInstanceLock(',
      'installNavigationGuards(app',
      'whenReady()',
    ].map((call) => main.indexOf(call));
    expect(order.every((position) => position > 0)).toBe(true);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  it('runs on an Electron that is still supported', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8'));
    expect(Number(String(version).split('.')[0])).toBeGreaterThanOrEqual(45);
  });
});

describe('the loopback server, as the sources show it', () => {
  it('listens on 127.0.0.1 alone', () => {
    const listening = where(electron, /\.listen\(/);
    expect(listening).toEqual(['electron/browser/server.ts']);
    expect(where(electron, /\.listen\(port, '127\.0\.0\.1'/)).toEqual(listening);
    expect(where(electron, /0\.0\.0\.0/)).toEqual([]);
  });

  it('gives no other site leave for anything', () => {
    expect(where(electron, /Access-Control-Allow/i)).toEqual([]);
  });

  it('is the only thing addressed by http', () => {
    const allowed = ['electron/browser/address.ts'];
    const foreign = electron.filter(({ path }) => /^electron\/(browser|glue|main|preload|services\/shell)/.test(path));
    expect(where(foreign, /https?:\/\/(?!\$)/)).toEqual(allowed);
  });
});

describe('the window, as the sources show it', () => {
  const page = readFileSync(join(ROOT, 'renderer', 'index.html'), 'utf8');

  it('has no inline script or style, and loads nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(page).not.toMatch(/<style|\son\w+=|javascript:/i);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('takes its nonce from the host and wants no translation', () => {
    expect(page).toContain('__CSP_NONCE__');
    expect(page).toContain('notranslate');
  });

  it.each([
    ['markup from text', /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/],
    ['code from text', /\beval\(|new Function\(/],
    ['windows of its own', /window\.open\(/],
    ['addresses elsewhere', /['"`]https?:\/\/(?!www\.w3\.org\/)/],
  ])('has nothing of: %s', (_what, pattern) => expect(where(renderer, pattern)).toEqual([]));
});
