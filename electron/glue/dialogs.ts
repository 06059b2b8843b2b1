import { dirname, join } from 'node:path';
import type { BrowserWindow, Dialog, Session } from 'electron';
import { type FolderMemory, purposeOf } from '#electron/services/files/folder-memory.ts';

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

/** Asks for a folder of backups in the system's own dialog; null: none was chosen. */
export async function askForBackupFolder(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  folders: Pick<FolderMemory, 'of' | 'remember'>,
  window: BrowserWindow | undefined,
): Promise<string | null> {
  const begin = folders.of('backup');
  const options = {
    title: '选择备份文件夹',
    buttonLabel: '用于备份',
    properties: ['openDirectory' as const, 'createDirectory' as const],
    ...(begin === null ? {} : { defaultPath: begin }),
  };
  const { filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [folder] = filePaths;
  if (folder === undefined) return null;
  folders.remember('backup', folder);
  return folder;
}
