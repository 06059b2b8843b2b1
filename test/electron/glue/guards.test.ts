import type { App, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { APP_ORIGIN } from '#electron/glue/app-protocol.ts';
import { createMainWindow } from '#electron/glue/main-window.ts';
import { installNavigationGuards } from '#electron/glue/navigation-guards.ts';
import { installPermissions } from '#electron/glue/permissions.ts';
import { secureWebPreferences } from '#electron/glue/web-preferences.ts';

type Listener = (...args: unknown[]) => unknown;

/** Notes what is registered, as the Electron objects do; tests then fire it. */
function emitter() {
  const listeners = new Map<string, Listener>();
  return { on: (name: string, listener: Listener) => listeners.set(name, listener), listeners };
}

const ESCAPES = [
  'https://example.com/',
  'http://local/',
  'app://local.evil/',
  'app://local@evil/',
  'app://user@local/',
  'app://local:1/',
  'app://other/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://local/1',
  'about:blank',
  '',
];

describe('navigation of any page', () => {
  const app = emitter();
  installNavigationGuards(app as unknown as Pick<App, 'on'>, APP_ORIGIN);
  const page = { ...emitter(), openHandler: undefined as Listener | undefined };
  const contents = { on: page.on, setWindowOpenHandler: (handler: Listener) => (page.openHandler = handler) };
  app.listeners.get('web-contents-created')?.({}, contents);

  const prevented = (event: string, url: string): boolean => {
    let stopped = false;
    page.listeners.get(event)?.({ url, preventDefault: () => (stopped = true) });
    return stopped;
  };

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    '%s leads nowhere but to our own origin',
    (event) => {
      for (const url of ESCAPES) expect(prevented(event, url), url).toBe(true);
      expect(prevented(event, 'app://local/')).toBe(false);
      expect(prevented(event, 'app://local/files/x/y.pdf')).toBe(false);
    },
  );

  it('opens no window, whatever the address', () => {
    for (const url of [...ESCAPES, 'app://local/']) expect(page.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  it('attaches no webview', () => expect(prevented('will-attach-webview', '')).toBe(true));
});

describe('permissions', () => {
  const handlers = new Map<string, Listener>();
  const note = (name: string) => (handler: Listener) => handlers.set(name, handler);
  installPermissions(
    {
      setPermissionRequestHandler: note('request'),
      setPermissionCheckHandler: note('check'),
      setDevicePermissionHandler: note('device'),
    } as unknown as Session,
    APP_ORIGIN,
  );
  const asked = (permission: string, more: object = {}): unknown => {
    let answer: unknown;
    const details = { requestingUrl: 'app://local/', isMainFrame: true, ...more };
    handlers.get('request')?.({}, permission, (granted: boolean) => (answer = granted), details);
    return answer;
  };
  const checked = (permission: string, more: object = {}): unknown =>
    handlers.get('check')?.({}, permission, 'app://local', { isMainFrame: true, ...more });

  it('gives the camera, but neither the microphone nor both together', () => {
    expect(asked('media', { mediaTypes: ['video'] })).toBe(true);
    expect(checked('media', { mediaType: 'video' })).toBe(true);
    for (const mediaTypes of [['audio'], ['video', 'audio'], [], undefined])
      expect(asked('media', { mediaTypes })).toBe(false);
    for (const mediaType of ['audio', 'unknown', undefined]) expect(checked('media', { mediaType })).toBe(false);
  });

  it('gives copying, full screen and a lasting store, and nothing else that Chromium knows', () => {
    for (const name of ['clipboard-sanitized-write', 'fullscreen', 'persistent-storage'])
      expect(asked(name)).toBe(true);
    const others = ['geolocation', 'notifications', 'clipboard-read', 'display-capture', 'fileSystem', 'hid', 'serial'];
    const more = [
      'usb',
      'midi',
      'midiSysex',
      'openExternal',
      'pointerLock',
      'idle-detection',
      'local-network',
      'unknown',
    ];
    for (const name of [...others, ...more, 'made-up', 'toString']) {
      expect(asked(name), name).toBe(false);
      expect(checked(name), name).toBe(false);
    }
    expect(handlers.get('device')?.({})).toBe(false);
  });

  it('gives nothing to a frame inside the page or to another origin', () => {
    expect(asked('fullscreen', { isMainFrame: false })).toBe(false);
    for (const requestingUrl of ESCAPES) expect(asked('fullscreen', { requestingUrl }), requestingUrl).toBe(false);
  });
});

describe('the window', () => {
  it('is sandboxed, isolated and without Node, and loads our own origin', () => {
    const made: Record<string, unknown>[] = [];
    const loaded: string[] = [];
    class FakeWindow {
      constructor(options: Record<string, unknown>) {
        made.push(options);
      }
      once(): void {}
      /** It is asked a while later, when this test is over. */
      readonly isDestroyed = () => true;
      async loadURL(url: string): Promise<void> {
        loaded.push(url);
      }
    }
    createMainWindow(FakeWindow as never, APP_ORIGIN, secureWebPreferences('/app/preload.cjs', true));
    expect(loaded).toEqual(['app://local/']);
    expect(made[0]?.['webPreferences']).toEqual({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });

  /** A window that is being opened: what makes it ready, whether its page loads, and how often it was shown. */
  function opening(load: () => Promise<void>) {
    const seen = { shown: 0, gone: false, ready: (): void => undefined };
    class FakeWindow {
      once(_event: string, listener: () => void): void {
        seen.ready = listener;
      }
      readonly isVisible = () => seen.shown > 0;
      readonly isDestroyed = () => seen.gone;
      readonly show = () => void (seen.shown += 1);
      readonly loadURL = load;
    }
    createMainWindow(FakeWindow as never, APP_ORIGIN, secureWebPreferences('/app/preload.cjs', true));
    return seen;
  }

  it('is shown when its first picture is ready, once; without one when it is loaded, or cannot be', async () => {
    vi.useFakeTimers();
    const loaded = async (): Promise<void> => undefined;
    const usual = opening(loaded);
    const hidden = opening(loaded);
    const closed = opening(loaded);
    const broken = opening(() => Promise.reject(new Error('ERR_FAILED')));
    usual.ready();
    closed.gone = true;
    await vi.advanceTimersByTimeAsync(0);
    expect([usual, hidden, closed, broken].map(({ shown }) => shown)).toEqual([1, 0, 0, 1]);
    await vi.advanceTimersByTimeAsync(2000);
    expect([usual, hidden, closed, broken].map(({ shown }) => shown)).toEqual([1, 1, 0, 1]);
    vi.useRealTimers();
  });
});
