import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { secureWebPreferences } from './web-preferences.ts';

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
  window.once('ready-to-show', () => window.show());
  // A failed load shows as an empty window and in the log; there is nothing else to fall back to.
  window.loadURL(`${origin}/`).catch(() => window.show());
  return window;
}

/** Brings the window to the front, as a second start of the program asks for. */
export function showWindow(window: BrowserWindow | undefined): void {
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}
