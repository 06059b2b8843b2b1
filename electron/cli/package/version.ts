import { join } from 'node:path';
import * as v from 'valibot';
import { readRegularText } from '#electron/services/disk/regular-file.ts';

const PACKAGE = join(import.meta.dirname, '..', '..', '..', 'package.json');

/** The program's version, as its package.json says. */
export async function readVersion(): Promise<string> {
  return v.parse(v.object({ version: v.string() }), JSON.parse(await readRegularText(PACKAGE))).version;
}
