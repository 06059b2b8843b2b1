import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseJson } from '#electron/services/disk/read.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import type { Content } from '#electron/services/holdings/remote.ts';
import { Cut, TooLarge } from './couch-fault.ts';
import { refusalOf } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import type { Reply } from './transport.ts';

/** The words of a refusal are few. */
export const MAX_REFUSAL_BYTES = 64 * 1024;

/** Whether an answer says that it is JSON. */
export const isJson = ({ headers }: Reply): boolean => /^application\/json\b/i.test(headers['content-type'] ?? '');

/** Reads an answer that is a refusal. */
export async function readRefusal(reply: Reply): Promise<Refusal> {
  const bytes = await bytesWithin(reply, MAX_REFUSAL_BYTES).catch((fault: unknown) => {
    if (!(fault instanceof TooLarge)) throw fault;
    return null;
  });
  const body = bytes === null ? undefined : parseJson(bytes.toString('utf8'));
  return refusalOf(reply.status, isJson(reply) && body !== undefined, body);
}

/** A body that is in memory. */
async function* one(bytes: Uint8Array): Content {
  yield bytes;
}

const unzip = promisify(gunzip);

/** The body of an answer, unpacked. Throws `TooLarge`. */
export async function bytesWithin(reply: Reply, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of reply.body) {
      length += piece.length;
      if (length > limit) throw new TooLarge();
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces, length);
    return reply.headers['content-encoding'] === 'gzip' ? await unzip(bytes, { maxOutputLength: limit }) : bytes;
  } catch (fault) {
    reply.drop();
    throw ofUnpacking(fault);
  }
}

function ofUnpacking(fault: unknown): unknown {
  if (!isSystemError(fault)) return fault;
  if (fault.code === 'ERR_BUFFER_TOO_LARGE') return new TooLarge();
  // A packed text that ends in its middle.
  return fault.code.startsWith('Z_') ? new Cut('HALF') : fault;
}

/** Reads a refusal that is to be read once more. */
export async function readAhead(reply: Reply): Promise<{ readonly refusal: Refusal; readonly again: Reply }> {
  const bytes = await bytesWithin(reply, MAX_REFUSAL_BYTES);
  const headers = { ...reply.headers, 'content-encoding': undefined };
  const again = { ...reply, headers, body: one(bytes) };
  return { refusal: await readRefusal({ ...again, body: one(bytes) }), again };
}
