import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { err } from '#shared/result.ts';
import { MAX_CALL_BYTES, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { answerGet, type ContentSource } from '#electron/services/shell-policy/content.ts';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import type { Address } from './address.ts';
import { readBody } from './body.ts';
import type { ByteBudget } from './byte-budget.ts';
import { CRASHED_DIAGNOSTICS_PATH, CRASHED_PATH, sendCrashedPage, sendDiagnostics } from './crashed-page.ts';
import type { EventStream } from './event-stream.ts';
import { readCookie, refuse, type Refusal } from './guard.ts';
import { redirect, sendContent, sendNote, sendResult } from './reply.ts';
import { type SecondStart, answerSecondStart, SECOND_START_PATH } from './second-start.ts';
import type { Sessions } from './sessions.ts';

export interface Routes {
  readonly address: Address;
  readonly host: ShellHost;
  readonly content: ContentSource;
  readonly sessions: Sessions;
  readonly events: EventStream;
  readonly uploads: ByteBudget;
  readonly secondStart: SecondStart;
}

const Call = v.object({ name: v.unknown(), payload: v.unknown() });

/** Answers one request: guard first, then the one route it names. */
export async function answer(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', headers } = request;
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  // Of two names Node would take the first, and whoever stands before us perhaps the second.
  if (hostHeaders(request) !== 1) return sendRefusal(response, 'ambiguous', path);
  if (path === SECOND_START_PATH) return answerSecondStart(routes, request, response);
  const refusal = refuse({ method, path, headers }, routes.address, (token) => routes.sessions.accepts(token));
  if (refusal !== undefined) return sendRefusal(response, refusal, path);
  if (path === '/api/call') return call(routes, request, response);
  if (path === '/api/upload') return upload(routes, request, response);
  if (path === '/api/events') return listen(routes, request, response);
  if (path === CRASHED_PATH) return sendCrashedPage(response);
  if (path === CRASHED_DIAGNOSTICS_PATH && method === 'GET') return sendDiagnostics(routes.host, response);
  if (path === '/opening') return sendNote(response, 200, '正在打开…');
  if (path === '/start') return start(routes, new URLSearchParams(query).get('key') ?? '', response);
  const content = await answerGet(routes.content, path, headers['if-none-match']);
  return sendContent(response, content, method === 'HEAD');
}

const RETRY = [{ to: '/', text: '重试' }];

/** How often the request names its host, in whatever case. */
const hostHeaders = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;

/** A window that listens is alive, whether or not it asks for anything. */
function listen({ address, sessions, events }: Routes, { headers }: IncomingMessage, response: ServerResponse): void {
  const release = sessions.hold(readCookie(headers.cookie, address.cookie.name) ?? '');
  response.once('close', release);
  events.add(response);
}

const REFUSED = {
  ambiguous: [400, 'app.bad-request'],
  misdirected: [421, 'app.unauthorised'],
  method: [405, 'app.bad-request'],
  foreign: [403, 'app.unauthorised'],
  'signed-out': [401, 'app.unauthorised'],
} as const;

function sendRefusal(response: ServerResponse, refusal: Refusal | 'ambiguous', path: string): void {
  const [status, code] = REFUSED[refusal];
  // The body of a refused request is not read, so the connection cannot be used again.
  response.setHeader('Connection', 'close');
  if (path.startsWith('/api/')) sendResult(response, status, err(code, { path: refusal }));
  else if (refusal === 'signed-out') sendNote(response, status, '本次打开的链接已失效，请从程序重新打开窗口。', RETRY);
  else sendNote(response, status, '不接受这个请求。');
}

function start(routes: Routes, key: string, response: ServerResponse): void {
  const redeemed = routes.sessions.redeem(key);
  if ('refused' in redeemed) {
    return redeemed.refused === 'full'
      ? sendNote(response, 503, '打开的窗口太多，已打开的不受影响。请关闭其中一个，十分钟后再点这个链接。')
      : sendNote(response, 401, '链接已经用过或已失效，请从程序重新打开窗口。', RETRY);
  }
  const { name, attributes } = routes.address.cookie;
  return redirect(response, '/', { 'Set-Cookie': `${name}=${redeemed.token}; ${attributes}` });
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
  // Until its turn comes nothing of it is read, so it waits in the sender's memory and not in ours.
  const release = await routes.uploads.take(announced(request));
  try {
    return await takeUpload(routes, request, response);
  } finally {
    release();
  }
}

/** What a file will take: what it says, never more than is read of any; all of that where it says nothing. */
function announced({ headers }: IncomingMessage): number {
  const length = Number(headers['content-length'] ?? MAX_UPLOAD_BYTES);
  return Number.isSafeInteger(length) && length >= 0 ? Math.min(length, MAX_UPLOAD_BYTES) : MAX_UPLOAD_BYTES;
}

async function takeUpload(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
