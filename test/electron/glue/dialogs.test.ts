import { describe, expect, it } from 'vitest';
import { askForBackupFolder } from '#electron/glue/dialogs.ts';

/** A dialog that answers with a folder, and the memory of folders, as the function sees them. */
function surroundings(last: string | null, answer: readonly string[]) {
  const asked: unknown[] = [];
  const remembered: unknown[] = [];
  const showOpenDialog = async (options: unknown) => {
    asked.push(options);
    return { canceled: answer.length === 0, filePaths: [...answer] };
  };
  const folders = {
    of: () => last,
    remember: (...what: readonly unknown[]) => void remembered.push(what),
  };
  return { dialog: { showOpenDialog }, folders, asked, remembered };
}

describe('the dialog for a folder of backups', () => {
  it('asks for a folder, beginning with the last one, and remembers what is chosen', async () => {
    const { dialog, folders, asked, remembered } = surroundings('/media/usb', ['/media/other']);
    expect(await askForBackupFolder(dialog, folders, undefined)).toBe('/media/other');
    expect(asked).toMatchObject([{ defaultPath: '/media/usb', properties: ['openDirectory', 'createDirectory'] }]);
    expect(remembered).toEqual([['backup', '/media/other']]);
  });

  it('called off chooses nothing and keeps the last folder', async () => {
    const { dialog, folders, asked, remembered } = surroundings(null, []);
    expect(await askForBackupFolder(dialog, folders, undefined)).toBeNull();
    expect(asked[0]).not.toHaveProperty('defaultPath');
    expect(remembered).toEqual([]);
  });
});
