import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sendResult } from '#electron/browser/reply.ts';
import { err } from '#shared/result.ts';
import type { HostAt, HostLoop } from './host-loop.ts';

const TRIES = 300;
const PAUSE_MS = 100;
/** Of each of the two connections its own, as the session is. */
const OURS = ['connection', 'keep-alive', 'set-cookie'];

/**
 * Hands a request of the window to the host, with the session that the loop has there: the window's own outlives the host.
 * While the host is being restarted the request waits; only one that was begun to be sent is never sent twice.
 */
export async function forward(
  host: Pick<HostLoop, 'current'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const at = await host.current();
    if (at === undefined) break;
    const socket = await reach(at.port);
    if (socket !== undefined) return pass(at, socket, request, response);
    await wait(PAUSE_MS);
  }
  sendResult(response, 503, err('app.host-unreachable'));
}

async function reach(port: number): Promise<Socket | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

function pass(at: HostAt, socket: Socket, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path } = request;
  const headers = headersFor(at, request);
  const out = httpRequest({ createConnection: () => socket, method, path, headers });
  out.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, without(OURS, answer.headers));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  out.on('error', () => {
    if (response.headersSent) response.destroy();
    else sendResult(response, 502, err('app.host-unreachable'));
  });
  response.on('close', () => out.destroy());
  request.pipe(out);
}

/** The guard has seen that both name the loop's own server; here they come to name the host. */
function headersFor({ authority, cookie }: HostAt, { headers }: IncomingMessage): IncomingHttpHeaders {
  const origin = headers.origin === undefined ? {} : { origin: `http://${authority}` };
  return { ...without(OURS, headers), ...origin, host: authority, cookie };
}

function without(names: readonly string[], headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
