import { join } from 'node:path';

/** Where crash dumps are kept: on this machine, in the data folder, and nowhere else. */
export function crashFolder(dataFolder: string): string {
  return join(dataFolder, 'crash-dumps');
}

/** Where the last archive lies until the window has fetched it. */
export function archiveFolder(dataFolder: string): string {
  return join(dataFolder, 'diagnostics');
}
