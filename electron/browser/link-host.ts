import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularText, refuseOther } from '#electron/services/disk/regular-file.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';

const FILE = 'link-host';
const NAME = /^[a-z][0-9a-f]{32}\.localhost$/;

/**
 * The host name that links of this data folder use: random, kept in the data folder and readable to its owner alone. Browsers
 * lead every name under localhost to this machine without asking anybody. A program that takes our port later, or listens on
 * another one, does not know the name: it is another origin, gets no cookie of ours and reads nothing that the window keeps.
 * The name stays, so that the window finds its index again. Where it cannot be kept, one for this run alone.
 */
export async function linkHost(dataFolder: string): Promise<string> {
  const path = join(dataFolder, FILE);
  const kept = await readRegularText(path).catch(() => '');
  if (NAME.test(kept)) return kept;
  const fresh = `w${randomBytes(16).toString('hex')}.localhost`;
  try {
    await refuseOther(path);
    await writeFile(path, fresh, { mode: 0o600 });
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
  }
  return fresh;
}
