import { get as getOpen } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import { trustedAuthorities } from '#electron/services/net/authorities.ts';

const MAX_REDIRECTS = 3;
/** A server that says nothing for so long is given up. */
const SILENCE_MS = 20_000;

export interface FetchOptions {
  /** Largest answer, in bytes: more is refused, by its announced length or while it arrives. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly onChunk: (chunk: Uint8Array) => Promise<void>;
}

type Fetched = Result<null, ErrorCode>;

/**
 * Fetches a file of an update server: no cookies, no proxy, no compression; redirects only within the same origin.
 * `update.unreachable`, `update.redirected`, `update.too-large`, `update.cancelled`. What `onChunk` throws passes.
 */
export async function fetchFile(url: string, options: FetchOptions): Promise<Fetched> {
  let at = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const answer = await ask(at, options.signal);
    if (!answer.ok) return answer;
    const { statusCode = 0, headers } = answer.value;
    if (statusCode === 200) return receive(answer.value, options);
    answer.value.destroy();
    const next = redirectTarget(statusCode, headers.location, at);
    if (next === null) return err('update.unreachable', { reason: `HTTP ${statusCode}` });
    if (new URL(next).origin !== new URL(url).origin) return err('update.redirected', { host: new URL(next).host });
    at = next;
  }
  return err('update.redirected', { host: new URL(url).host });
}

function redirectTarget(status: number, location: string | undefined, from: string): string | null {
  if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, from)) return null;
  return new URL(location, from).href;
}

function ask(url: string, signal: AbortSignal): Promise<Result<IncomingMessage, ErrorCode>> {
  return new Promise((resolve) => {
    const fail = (fault: unknown): void =>
      resolve(signal.aborted ? err('update.cancelled') : err('update.unreachable', { reason: reasonOf(fault) }));
    const options = { signal, timeout: SILENCE_MS, headers: { 'Accept-Encoding': 'identity' }, agent: false } as const;
    try {
      const request = url.startsWith('https:')
        ? getSecure(url, { ...options, ...trustedAuthorities() }, (answer) => resolve(ok(answer)))
        : getOpen(url, options, (answer) => resolve(ok(answer)));
      request.on('timeout', () => request.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
      request.on('error', fail);
    } catch (fault) {
      fail(fault);
    }
  });
}

async function receive(answer: IncomingMessage, { limit, signal, onChunk }: FetchOptions): Promise<Fetched> {
  const tooLarge = err('update.too-large' as const, { limit: `${limit} B` });
  if (Number(answer.headers['content-length'] ?? 0) > limit) {
    answer.destroy();
    return tooLarge;
  }
  let received = 0;
  const chunks = arriving(answer, signal);
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) return chunk;
    received += chunk.byteLength;
    if (received > limit) {
      answer.destroy();
      return tooLarge;
    }
    await onChunk(chunk);
  }
  return ok(null);
}

/** The body's chunks; a connection that breaks ends them with its failure, so that only `onChunk` can throw. */
async function* arriving(answer: IncomingMessage, signal: AbortSignal) {
  try {
    for await (const chunk of answer) yield chunk as Uint8Array;
  } catch (fault) {
    yield signal.aborted ? err('update.cancelled') : err('update.unreachable', { reason: reasonOf(fault) });
  }
}
