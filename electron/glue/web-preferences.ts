import type { WebPreferences } from 'electron';

/**
 * The only preferences a page of this product ever gets: sandboxed, isolated, without Node, without the network's help;
 * developer tools only where the program is under development.
 */
export function secureWebPreferences(preload: string, isPackaged: boolean) {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // The spelling checker would fetch its dictionaries from the internet.
    spellcheck: false,
    devTools: !isPackaged,
  } as const satisfies WebPreferences;
}
