import type { WebPreferences } from 'electron';

/** The only preferences a page of this product ever gets: sandboxed, isolated, without Node, without the network's help. */
export function secureWebPreferences(preload: string) {
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
  } as const satisfies WebPreferences;
}
