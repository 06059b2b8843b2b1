import { extname } from 'node:path';
import type { Shell } from 'electron';

/** What the releases of this product come as; nothing else is ever handed to the system. */
const KINDS = new Set(['.appimage', '.deb', '.exe', '.zip']);

/** Hands a checked installer to the system, which asks the user for leave; false where it does not take it. */
export async function openInstaller(shell: Pick<Shell, 'openPath'>, path: string): Promise<boolean> {
  if (!KINDS.has(extname(path).toLowerCase())) return false;
  return (await shell.openPath(path)) === '';
}
