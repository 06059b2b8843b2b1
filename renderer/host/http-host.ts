import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import { limitText, MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { withoutHalves } from '#shared/reading/unfit.ts';
import { err, type Failure } from '#shared/result.ts';
import { createEventLine, type EventLine } from './event-line.ts';
import { parseAnswer } from './parse-answer.ts';

/** The parts of the browser that the client uses; tests bring their own. */
export interface HttpMeans {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly openEvents: (path: string) => EventLine;
  /** Runs a task a while later. */
  readonly later: (task: () => void) => void;
}

/** A host that says nothing for so long is gone: its slowest call is one fsync of a bounded size. */
const CALL_LIMIT_MS = 30_000;
const UPLOAD_LIMIT_MS = 120_000;

/** The host behind the loopback server. Never throws: a host that cannot be reached is `app.host-unreachable`. */
export function createHttpHost(means: HttpMeans): HostApi {
  return {
    async call(name, input) {
      const body = new TextEncoder().encode(JSON.stringify({ name, payload: withoutHalves(input) }));
      if (body.length > MAX_CALL_BYTES) return err('app.too-large', { limit: limitText(MAX_CALL_BYTES) });
      const headers = { 'Content-Type': 'application/json' };
      const answer = await post(means, '/api/call', { headers, body }, CALL_LIMIT_MS);
      return answer.ok ? parseAnswer(name, answer.value) : answer;
    },
    async upload(name, input, bytes) {
      if (bytes.length > MAX_UPLOAD_BYTES) return err('app.too-large', { limit: limitText(MAX_UPLOAD_BYTES) });
      const call = new TextEncoder().encode(JSON.stringify({ name, payload: withoutHalves(input) }));
      const headers = {
        'Content-Type': 'application/octet-stream',
        'X-Host-Call': base64url(call),
      };
      // A copy in a plain ArrayBuffer: fetch takes no view of a shared one.
      const answer = await post(means, '/api/upload', { headers, body: new Uint8Array(bytes) }, UPLOAD_LIMIT_MS);
      return answer.ok ? parseAnswer(name, answer.value) : answer;
    },
    on: createEventLine({ open: () => means.openEvents('/api/events'), later: means.later }),
  };
}

type Posted =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Failure<ErrorCode> };

async function post({ fetch }: HttpMeans, path: string, init: RequestInit, limitMs: number): Promise<Posted> {
  try {
    const response = await fetch(path, { ...init, method: 'POST', signal: AbortSignal.timeout(limitMs) });
    return { ok: true, value: await response.json() };
  } catch {
    return err('app.host-unreachable');
  }
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
