import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { secureWebPreferences } from './web-preferences.ts';

/** Long enough for the first picture where it comes; short enough not to look like a program that does not start. */
const PATIENCE_MS = 800;

/** The only place that makes a window. It shows itself when its first picture is ready, where it last stood. */
export function createMainWindow(
  Window: new (options: BrowserWindowConstructorOptions) => BrowserWindow,
  origin: string,
  webPreferences: ReturnType<typeof secureWebPreferences>,
): BrowserWindow {
  const window = new Window({
    name: 'main',
    windowStatePersistence: true,
    title: '智慧社区验收工作台',
    width: 1366,
    height: 860,
    minWidth: 1024,
    minHeight: 700,
    backgroundColor: '#ffffff',
    show: false,
    webPreferences,
  });
  const show = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  window.once('ready-to-show', show);
  // Under Wayland a hidden window may wait for its first picture for ever: loaded, it is shown without one after a while. A
  // failed load shows as an empty window and in the log; there is nothing else to fall back to.
  window.loadURL(`${origin}/`).then(() => void setTimeout(show, PATIENCE_MS).unref(), show);
  return window;
}

/** Brings the window to the front, as a second start of the program asks for. */
export function showWindow(window: BrowserWindow | undefined): void {
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}
