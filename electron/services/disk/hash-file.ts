import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';

/** SHA-256 of a file, read in pieces. Throws the system's error. */
export async function hashFile(path: string): Promise<Sha256> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return v.parse(Sha256, hash.digest('hex'));
}

export const hashBytes = (bytes: Uint8Array): Sha256 =>
  v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));
