import { describe, expect, it } from 'vitest';
import { askForBackupFolder, askForPackage } from '#electron/glue/dialogs.ts';

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
  return { asking: { dialog: { showOpenDialog }, folders, window: undefined }, asked, remembered };
}

describe('the dialog for a folder of backups', () => {
  it('asks for a folder, beginning with the last one, and remembers what is chosen', async () => {
    const { asking, asked, remembered } = surroundings('/media/usb', ['/media/other']);
    expect(await askForBackupFolder(asking)).toBe('/media/other');
    expect(asked).toMatchObject([{ defaultPath: '/media/usb', properties: ['openDirectory', 'createDirectory'] }]);
    expect(remembered).toEqual([['backup', '/media/other']]);
  });

  it('called off chooses nothing and keeps the last folder', async () => {
    const { asking, asked, remembered } = surroundings(null, []);
    expect(await askForBackupFolder(asking)).toBeNull();
    expect(asked[0]).not.toHaveProperty('defaultPath');
    expect(remembered).toEqual([]);
  });
});

describe('the dialog for a package', () => {
  it('asks for one file of the kind, beginning where the last one lay, and remembers where this one lies', async () => {
    const { asking, asked, remembered } = surroundings('/media/usb', ['/media/other/学苑社区.ysb']);
    expect(await askForPackage(asking)).toBe('/media/other/学苑社区.ysb');
    expect(asked).toMatchObject([
      { defaultPath: '/media/usb', properties: ['openFile'], filters: [{ extensions: ['ysb'] }] },
    ]);
    expect(remembered).toEqual([['packages', '/media/other']]);
  });

  it('called off chooses nothing', async () => {
    const { asking, remembered } = surroundings(null, []);
    expect(await askForPackage(asking)).toBeNull();
    expect(remembered).toEqual([]);
  });
});
