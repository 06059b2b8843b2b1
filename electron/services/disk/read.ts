import { readdir } from 'node:fs/promises';
import { readRegular, readRegularText } from './regular-file.ts';
import { isSystemError, reasonOf } from './system-error.ts';

/** A file's text; null when it is not there. Throws the system's error otherwise. */
export async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readRegularText(path);
  } catch (fault) {
    if (reasonOf(fault) === 'ENOENT') return null;
    throw fault;
  }
}

/** The names in a folder; none where it is not there. Throws the system's error otherwise: a folder that cannot be read is not empty. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (fault) {
    if (reasonOf(fault) === 'ENOENT') return [];
    throw fault;
  }
}

/** Parsed JSON; undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A file's bytes; null where it cannot be read. */
export async function readOrNothing(path: string): Promise<Uint8Array | null> {
  try {
    return await readRegular(path);
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return null;
  }
}
