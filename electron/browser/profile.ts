import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What Chromium must not offer in this window: a translation of Chinese, and to keep what is typed (the password of a
 * signing certificate, names and addresses of other people's communities).
 */
const PREFERENCES = {
  autofill: { credit_card_enabled: false, profile_enabled: false },
  credentials_enable_service: false,
  // Asks where to, beginning where the last file went; without it, files vanish into the system's folder for downloads.
  download: { prompt_for_download: true },
  intl: { accept_languages: 'zh-CN,zh', selected_languages: 'zh-CN,zh' },
  profile: { password_manager_enabled: false },
  translate: { enabled: false },
};

/** Makes Chromium's own folder with these preferences; false where there is one already, which stays as it is. */
export async function prepareProfile(folder: string): Promise<boolean> {
  await mkdir(join(folder, 'Default'), { recursive: true, mode: 0o700 });
  try {
    await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(PREFERENCES), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
