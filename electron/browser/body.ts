import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '#shared/result.ts';
import { limitText } from '#shared/host/limits.ts';

/** How much of a refused body is read away, so that the sender gets to see the answer instead of a broken connection. */
const MOST_DISCARDED = 256 * 1024 * 1024;

/** The whole body, or `app.too-large` as soon as it is known to exceed `limit` bytes. Nothing beyond the limit is kept. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Result<Buffer, 'app.too-large'>> {
  const declared = Number(request.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array); // no encoding is set on the stream, so chunks are bytes
    size += bytes.length;
    if (declared > limit || size > limit) chunks.length = 0;
    else chunks.push(bytes);
    if (size > MOST_DISCARDED) break;
  }
  return declared > limit || size > limit
    ? err('app.too-large', { limit: limitText(limit) })
    : ok(Buffer.concat(chunks));
}
