import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { openRegular } from './regular-file.ts';

/** SHA-256 of a file, read in pieces (`openRegular`). Throws the system's error. */
export async function hashFile(path: string): Promise<Sha256> {
  const hash = createHash('sha256');
  await pipeline((await openRegular(path)).createReadStream(), hash);
  return v.parse(Sha256, hash.digest('hex'));
}

/** SHA-256 of bytes that are in memory. */
export const hashBytes = (bytes: Uint8Array): Sha256 =>
  v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));

/** SHA-256 of a text's UTF-8 bytes. */
export const hashText: HashText = (text) => v.parse(Sha256, createHash('sha256').update(text, 'utf8').digest('hex'));
