import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const PACKAGE = join(import.meta.dirname, '..', '..', '..', 'package.json');

/** The program's version, as its package.json says. */
export async function readVersion(): Promise<string> {
  return v.parse(v.object({ version: v.string() }), JSON.parse(await readFile(PACKAGE, 'utf8'))).version;
}
