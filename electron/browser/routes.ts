import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { err } from '#shared/result.ts';
import { MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { answerGet, type ContentSource } from '#electron/services/shell-policy/content.ts';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import type { Address } from './address.ts';
import { readBody } from './body.ts';
import { CRASHED_DIAGNOSTICS_PATH, CRASHED_PATH, sendCrashedPage, sendDiagnostics } from './crashed-page.ts';
import type { EventStream } from './event-stream.ts';
import { refuse, type Refusal } from './guard.ts';
import { redirect, sendContent, sendNote, sendResult } from './reply.ts';
import { type SecondStart, answerSecondStart, SECOND_START_PATH } from './second-start.ts';
import type { Sessions } from './sessions.ts';

export interface Routes {
  readonly address: Address;
  readonly host: ShellHost;
  readonly content: ContentSource;
  readonly sessions: Sessions;
  readonly events: EventStream;
  readonly secondStart: SecondStart;
}

const Call = v.object({ name: v.unknown(), payload: v.unknown() });

/** Answers one request: guard first, then the one route it names. */
export async function answer(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', headers } = request;
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  if (path === SECOND_START_PATH) return answerSecondStart(routes, request, response);
  // Only ever to our own constant origin; the key of a link goes along.
  if (headers.host === routes.address.alias && method === 'GET' && path.startsWith('/'))
    return redirect(response, routes.address.origin + path + (query === '' ? '' : `?${query}`));
  const refusal = refuse({ method, path, headers }, routes.address, (token) => routes.sessions.accepts(token));
  if (refusal !== undefined) return sendRefusal(response, refusal, path);
  if (path === '/api/call') return call(routes, request, response);
  if (path === '/api/upload') return upload(routes, request, response);
  if (path === '/api/events') return routes.events.add(response);
  if (path === CRASHED_PATH) return sendCrashedPage(response);
  if (path === CRASHED_DIAGNOSTICS_PATH && method === 'GET') return sendDiagnostics(routes.host, response);
  if (path === '/opening') return sendNote(response, 200, '正在打开…');
  if (path === '/start') return start(routes, new URLSearchParams(query).get('key') ?? '', response);
  const content = await answerGet(routes.content, path, headers['if-none-match']);
  return sendContent(response, content, method === 'HEAD');
}

const RETRY = [{ to: '/', text: '重试' }];

const REFUSED = {
  misdirected: [421, 'app.unauthorised'],
  method: [405, 'app.bad-request'],
  foreign: [403, 'app.unauthorised'],
  'signed-out': [401, 'app.unauthorised'],
} as const;

function sendRefusal(response: ServerResponse, refusal: Refusal, path: string): void {
  const [status, code] = REFUSED[refusal];
  // The body of a refused request is not read, so the connection cannot be used again.
  response.setHeader('Connection', 'close');
  if (path.startsWith('/api/')) sendResult(response, status, err(code, { path: refusal }));
  else if (refusal === 'signed-out') sendNote(response, status, '本次打开的链接已失效，请从程序重新打开窗口。', RETRY);
  else sendNote(response, status, '不接受这个请求。');
}

function start(routes: Routes, key: string, response: ServerResponse): void {
  const token = routes.sessions.redeem(key);
  if (token === undefined) return sendNote(response, 401, '链接已经用过或已失效，请从程序重新打开窗口。', RETRY);
  const { name, attributes } = routes.address.cookie;
  return redirect(response, '/', { 'Set-Cookie': `${name}=${token}; ${attributes}` });
}

async function call(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!/^application\/json(; ?charset=utf-8)?$/i.test(request.headers['content-type'] ?? ''))
    return sendResult(response, 415, err('app.bad-request', { path: 'Content-Type' }));
  const body = await readBody(request, MAX_CALL_BYTES);
  if (!body.ok) return sendResult(response, 413, body);
  return run(routes.host, parseCall(body.value.toString('utf8')), undefined, response);
}

async function upload(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['content-type'] !== 'application/octet-stream')
    return sendResult(response, 415, err('app.bad-request', { path: 'Content-Type' }));
  const body = await readBody(request, MAX_UPLOAD_BYTES);
  if (!body.ok) return sendResult(response, 413, body);
  const header = request.headers['x-host-call'];
  const text = typeof header === 'string' ? Buffer.from(header, 'base64url').toString('utf8') : '';
  return run(routes.host, parseCall(text), body.value, response);
}

type ParsedCall = v.InferOutput<typeof Call> | undefined;

async function run(host: ShellHost, parsed: ParsedCall, bytes: Buffer | undefined, response: ServerResponse) {
  if (parsed === undefined) return sendResult(response, 400, err('app.bad-request', { path: 'name, payload' }));
  return sendResult(response, 200, await host.call(parsed.name, parsed.payload, bytes));
}

function parseCall(text: string): ParsedCall {
  try {
    const parsed = v.safeParse(Call, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
