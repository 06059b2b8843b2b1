import { Agent as OpenAgent, request as requestOpen } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestSecure } from 'node:https';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import type { Content } from '#electron/services/holdings/remote.ts';
import { trustedAuthorities } from '#electron/services/net/authorities.ts';
import { Cut } from './couch-fault.ts';
import { watchIdle } from './idle-watch.ts';
import type { IdleWatch } from './idle-watch.ts';

/** What is asked of a server: `path` begins at its address. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** An answer whose body comes as it is read; one that is not read must be dropped. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Content;
  drop(): void;
}

/** A way to one server. Throws `Cut` where it breaks, and what calls it off. */
export interface Transport {
  send(ask: Ask, signal: AbortSignal): Promise<Reply>;
  close(): void;
}

export interface TransportOptions {
  /** Ends with a slash. */
  readonly address: URL;
  /** Certificates of further authorities, as PEM. */
  readonly ca: string | null;
  /** A connection on which nothing moves is given up after so long. */
  readonly idleMs: number;
}

/** Two photos and what else is asked for meanwhile. */
const MAX_SOCKETS = 4;
/** Of a body that is sent, so much is on its way at once: its progress is seen in these steps. */
const PIECE = 64 * 1024;

/** Requests to one server over connections that are kept: no proxy, no redirect, and no limit but that something moves. */
export function openTransport({ address, ca, idleMs }: TransportOptions): Transport {
  const isSecure = address.protocol === 'https:';
  const kept = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const agent = isSecure ? new SecureAgent({ ...kept, ...trustedAuthorities(ca) }) : new OpenAgent(kept);
  const begin = isSecure ? requestSecure : requestOpen;
  const start = ({ method, path, headers, body }: Ask): ClientRequest => {
    const length = body === undefined ? {} : { 'Content-Length': String(body.length) };
    return begin(new URL(path, address), { method, agent, headers: { ...headers, ...length } });
  };
  return {
    send: async (ask, signal) => {
      signal.throwIfAborted();
      return exchange(
        started(() => start(ask)),
        ask.body,
        idleMs,
        signal,
      );
    },
    close: () => agent.destroy(),
  };
}

/** An address or a header that cannot be sent is no server either. */
function started(start: () => ClientRequest): ClientRequest {
  try {
    return start();
  } catch (fault) {
    throw new Cut(reasonOf(fault));
  }
}

function exchange(
  request: ClientRequest,
  body: Uint8Array | undefined,
  idleMs: number,
  signal: AbortSignal,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const watch = watchIdle(idleMs, () => request.destroy(new Cut('SILENT')));
    const call = calledOff(request, signal);
    let isAnswered = false;
    const fail = (fault: unknown): void => {
      watch.rest();
      call.end();
      reject(call.reasonFor(fault));
    };
    request.on('error', fail);
    request.on('response', (answer: IncomingMessage) => {
      isAnswered = true;
      watch.rest();
      resolve(replyOf(answer, request, watch, call));
    });
    // Until there is a connection for it nobody is silent: it waits its turn.
    request.on('socket', () => {
      pour(request, body, watch, () => isAnswered || request.destroyed).catch(fail);
    });
  });
}

/** Ends a request when it is called off, and tells what its failure then is. */
function calledOff(request: ClientRequest, signal: AbortSignal) {
  const stop = (): void => void request.destroy();
  signal.addEventListener('abort', stop, { once: true });
  return {
    end: () => signal.removeEventListener('abort', stop),
    reasonFor: (fault: unknown): unknown => {
      if (signal.aborted) return signal.reason;
      return fault instanceof Cut ? fault : new Cut(reasonOf(fault));
    },
  };
}

/** Sends a body piece by piece, each once the one before is with the system; an answer that comes before the end is the answer. */
async function pour(
  request: ClientRequest,
  body: Uint8Array | undefined,
  watch: IdleWatch,
  isOver: () => boolean,
): Promise<void> {
  for (let at = 0; body !== undefined && at < body.length && !isOver(); at += PIECE) {
    const piece = body.subarray(at, at + PIECE);
    watch.wait();
    await new Promise<void>((done) => request.write(piece, () => done()));
    if (!isOver()) watch.moved(piece.length);
  }
  if (isOver()) return;
  request.end();
  watch.wait();
}

function replyOf(
  answer: IncomingMessage,
  request: ClientRequest,
  watch: IdleWatch,
  call: ReturnType<typeof calledOff>,
): Reply {
  const { statusCode = 0, headers } = answer;
  const drop = (): void => {
    call.end();
    answer.destroy();
  };
  // What breaks off is told by the reading; unread it is of no interest.
  answer.on('error', () => undefined);
  return { status: statusCode, headers, body: arriving(answer, request, watch, call), drop };
}

async function* arriving(
  answer: IncomingMessage,
  request: ClientRequest,
  watch: IdleWatch,
  call: ReturnType<typeof calledOff>,
): Content {
  try {
    watch.wait();
    for await (const piece of answer as AsyncIterable<Buffer>) {
      watch.moved(piece.length);
      yield piece;
      watch.wait();
    }
  } catch (fault) {
    throw call.reasonFor(fault);
  } finally {
    watch.rest();
    call.end();
    if (!request.writableEnded) request.destroy();
  }
}
