import { join } from 'node:path';

const NAME = 'smart-community-acceptance';

/** Where each system keeps a program's own data of one user; the same for both shells, so they open the same data. */
export function defaultDataFolder(platform: string, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), NAME);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), NAME);
}
