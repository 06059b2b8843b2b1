import { dirname, join } from 'node:path';
import type { BrowserWindow, Dialog, OpenDialogOptions, Session } from 'electron';
import { type FolderMemory, type Purpose, purposeOf } from '#electron/services/files/folder-memory.ts';

/** Names that no system takes, and what would lead out of the folder. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;

/**
 * Everything the window saves asks where to, beginning in the folder that was last chosen for files of its kind. `usual`:
 * where to begin the first time.
 */
export function rememberFolders(
  session: Pick<Session, 'on'>,
  folders: Pick<FolderMemory, 'of' | 'remember'>,
  usual: () => string,
): void {
  session.on('will-download', (_event, item) => {
    const name = item.getFilename().replaceAll(UNSAFE, '_');
    const purpose = purposeOf(name);
    item.setSaveDialogOptions({ defaultPath: join(folders.of(purpose) ?? usual(), name) });
    item.once('done', (_done, state) => {
      const path = item.getSavePath();
      if (state === 'completed' && path !== '') folders.remember(purpose, dirname(path));
    });
  });
}

/** Where a question is asked: the dialog, the window it belongs to, and the folders it begins in and remembers. */
export interface Asking {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly folders: Pick<FolderMemory, 'of' | 'remember'>;
  readonly window: BrowserWindow | undefined;
}

/** Asks for a folder of backups in the system's own dialog; null: none was chosen. */
export const askForBackupFolder = (asking: Asking): Promise<string | null> =>
  askForFolder(asking, 'backup', { title: '选择备份文件夹', buttonLabel: '用于备份' });

/** Asks for a folder that laptops share in the system's own dialog; null: none was chosen. */
export const askForSharedFolder = (asking: Asking): Promise<string | null> =>
  askForFolder(asking, 'sync', { title: '选择同步文件夹（U 盘或网络盘）', buttonLabel: '用于同步' });

async function askForFolder(asking: Asking, purpose: Purpose, words: OpenDialogOptions): Promise<string | null> {
  const folder = await ask(asking, purpose, { ...words, properties: ['openDirectory', 'createDirectory'] });
  if (folder !== null) asking.folders.remember(purpose, folder);
  return folder;
}

/** Asks for a package in the system's own dialog, so that it can be read where it lies; null: none was chosen. */
export async function askForPackage(asking: Asking): Promise<string | null> {
  const path = await ask(asking, 'packages', {
    title: '打开数据包',
    filters: [{ name: '验收数据包', extensions: ['ysb'] }],
    properties: ['openFile'],
  });
  if (path !== null) asking.folders.remember('packages', dirname(path));
  return path;
}

async function ask({ dialog, folders, window }: Asking, purpose: Purpose, wanted: OpenDialogOptions) {
  const begin = folders.of(purpose);
  const options = begin === null ? wanted : { ...wanted, defaultPath: begin };
  const asked = window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
  return (await asked).filePaths[0] ?? null;
}
