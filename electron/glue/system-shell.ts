import type { App } from 'electron';

/** The appId of build/electron-builder.yml: by it Windows groups the window with its shortcut. */
const APP_ID = 'cn.smart-community.acceptance-workbench';

/** What only some systems have: a name for the taskbar, a list of documents behind the program's icon. */
export function systemShell(app: Pick<App, 'setAppUserModelId' | 'addRecentDocument'>, platform: NodeJS.Platform) {
  return {
    /** Before any window. */
    takeName: (): void => {
      if (platform === 'win32') app.setAppUserModelId(APP_ID);
    },
    noteDocument: (path: string): void => {
      if (platform === 'win32' || platform === 'darwin') app.addRecentDocument(path);
    },
  };
}
