import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import { HostEvent } from '#shared/host/records.ts';
import { limitText, MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { err, type Failure } from '#shared/result.ts';
import { parseAnswer } from './parse-answer.ts';

/** The parts of the browser that the client uses; tests bring their own. */
export interface HttpMeans {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly openEvents: (path: string) => Pick<EventSource, 'addEventListener' | 'close'>;
}

/** A host that says nothing for so long is gone: its slowest call is one fsync of a bounded size. */
const CALL_LIMIT_MS = 30_000;
const UPLOAD_LIMIT_MS = 120_000;

/** The host behind the loopback server. Never throws: a host that cannot be reached is `app.host-unreachable`. */
export function createHttpHost(means: HttpMeans): HostApi {
  return {
    async call(name, input) {
      const body = new TextEncoder().encode(JSON.stringify({ name, payload: input }));
      if (body.length > MAX_CALL_BYTES) return err('app.too-large', { limit: limitText(MAX_CALL_BYTES) });
      const headers = { 'Content-Type': 'application/json' };
      const answer = await post(means, '/api/call', { headers, body }, CALL_LIMIT_MS);
      return answer.ok ? parseAnswer(name, answer.value) : answer;
    },
    async upload(name, input, bytes) {
      if (bytes.length > MAX_UPLOAD_BYTES) return err('app.too-large', { limit: limitText(MAX_UPLOAD_BYTES) });
      const call = new TextEncoder().encode(JSON.stringify({ name, payload: input }));
      const headers = {
        'Content-Type': 'application/octet-stream',
        'X-Host-Call': base64url(call),
      };
      // A copy in a plain ArrayBuffer: fetch takes no view of a shared one.
      const answer = await post(means, '/api/upload', { headers, body: new Uint8Array(bytes) }, UPLOAD_LIMIT_MS);
      return answer.ok ? parseAnswer(name, answer.value) : answer;
    },
    on: createListeners(means),
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

/** One connection for all listeners, open while there is one. The browser reconnects by itself. */
function createListeners(means: HttpMeans): HostApi['on'] {
  const listeners = new Set<(event: HostEvent) => void>();
  let source: ReturnType<HttpMeans['openEvents']> | undefined;
  const receive = (message: MessageEvent<unknown>): void => {
    const event = v.safeParse(HostEvent, parseJson(message.data));
    if (event.success) for (const listener of listeners) listener(event.output);
  };
  return (listener) => {
    listeners.add(listener);
    if (source === undefined) {
      source = means.openEvents('/api/events');
      source.addEventListener('message', (message) => receive(message as MessageEvent<unknown>)); // what 'message' carries
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      source?.close();
      source = undefined;
    };
  };
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
