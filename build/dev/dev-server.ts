import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createServer as createVite, type ViteDevServer } from 'vite';
import { type Address, linkAddress, windowAddress } from '#electron/browser/address.ts';
import { refuse, type RequestHead } from '#electron/browser/guard.ts';
import { redirect, sendContent, sendNote } from '#electron/browser/reply.ts';
import type { ServerOptions } from '#electron/browser/server.ts';
import { createSessions, randomSecret, type Sessions } from '#electron/browser/sessions.ts';
import { NONCE_PLACEHOLDER, notFound } from '#electron/services/shell-policy/content.ts';
import { COMMON_HEADERS, contentSecurityPolicy, PAGE_HEADERS } from '#electron/services/shell-policy/csp.ts';
import { ROOT } from '../setup/project.mjs';
import { forward } from './forward.ts';
import type { HostLoop } from './host-loop.ts';

export interface DevServer {
  readonly port: number;
  readonly origin: string;
  /** A link that opens one session. */
  newLink(): string;
  close(): Promise<void>;
}

export interface DevServerOptions {
  readonly host: Pick<HostLoop, 'current'>;
  readonly audience: ServerOptions['audience'];
  /** 0: any free port. */
  readonly port: number;
}

/** Where the host is asked; everything else is the window's source. */
const OF_HOST = /^\/(?:api|files|crashed)(?:\/|$)/;

/**
 * The loopback server of the development loop: behind the guard of the browser edition, vite for the window and the host
 * behind it. Rejects where the port is taken.
 */
export async function startDevServer({ host, audience, port: wanted }: DevServerOptions): Promise<DevServer> {
  const http = createServer();
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject).listen(wanted, '127.0.0.1', resolve);
  });
  const given = http.address();
  const port = typeof given === 'object' && given !== null ? given.port : wanted;
  const address = audience === 'window' ? windowAddress() : linkAddress(audience.linkHost, port);
  const sessions = createSessions(Date.now);
  // It never listens: what passes the guard is handed on to it.
  const sockets = createServer();
  const vite = await windowSources(sockets);
  const refusal = (request: IncomingMessage) => refuse(headOf(request), address, (token) => sessions.accepts(token));
  http.on('upgrade', (request, socket, head) => {
    if (refusal(request) === undefined) sockets.emit('upgrade', request, socket, head);
    else socket.destroy();
  });
  http.on('request', (request, response) => {
    if (refusal(request) !== undefined) return sendNote(response, 403, '不接受这个请求。');
    answer({ host, vite, address, sessions }, request, response).catch((fault: unknown) => {
      console.error(fault);
      response.destroy();
    });
  });
  return {
    port,
    origin: address.origin,
    newLink: () => `${address.origin}/start?key=${sessions.issueKey()}`,
    close: async () => {
      http.close();
      http.closeAllConnections();
      await vite.close();
    },
  };
}

/** vite on renderer/, with the configuration that the bundle is made with. */
function windowSources(sockets: ReturnType<typeof createServer>): Promise<ViteDevServer> {
  return createVite({
    configFile: join(ROOT, 'build', 'vite.renderer.ts'),
    appType: 'custom',
    cacheDir: join(ROOT, 'out', 'dev', 'vite'),
    clearScreen: false,
    html: { cspNonce: NONCE_PLACEHOLDER },
    server: {
      middlewareMode: true,
      ws: { server: sockets },
      cors: false,
      // The dependencies may lie elsewhere, as in a second worktree that shares them.
      fs: { allow: [ROOT, realpathSync(join(ROOT, 'node_modules'))] },
    },
  });
}

function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): RequestHead {
  return { method, path: pathOf(url), headers };
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';

interface Means {
  readonly host: Pick<HostLoop, 'current'>;
  readonly vite: ViteDevServer;
  readonly address: Address;
  readonly sessions: Sessions;
}

async function answer(means: Means, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  const path = pathOf(url);
  if (OF_HOST.test(path)) return forward(means.host, request, response);
  if (path === '/opening') return sendNote(response, 200, '正在打开…');
  if (path === '/start') return start(means, new URLSearchParams(url.slice(path.length)).get('key') ?? '', response);
  if (path === '/' || path === '/index.html') return sendPage(means.vite, response);
  means.vite.middlewares(request, response, () => void sendContent(response, notFound(), false));
}

function start({ address, sessions }: Means, key: string, response: ServerResponse): void {
  const redeemed = sessions.redeem(key);
  if ('refused' in redeemed) return sendNote(response, 401, '链接已经用过或已失效，请重新打开窗口。');
  const { name, attributes } = address.cookie;
  return redirect(response, '/', { 'Set-Cookie': `${name}=${redeemed.token}; ${attributes}` });
}

async function sendPage(vite: ViteDevServer, response: ServerResponse): Promise<void> {
  const html = await vite.transformIndexHtml('/', await readFile(join(ROOT, 'renderer', 'index.html'), 'utf8'));
  const nonce = randomSecret();
  const policy = { 'Content-Security-Policy': developmentPolicy(nonce) };
  response.writeHead(200, { ...COMMON_HEADERS, ...PAGE_HEADERS, ...policy });
  response.end(html.replaceAll(NONCE_PLACEHOLDER, () => nonce));
}

/** The page's policy, and beyond it one thing: the scripts that vite writes into the page, by the page's nonce. */
export function developmentPolicy(nonce: string): string {
  const own = "script-src 'self'";
  const policy = contentSecurityPolicy(nonce);
  if (!policy.includes(`; ${own};`)) throw new Error('the page policy has no such script-src to begin from');
  return policy.replace(own, () => `${own} 'nonce-${nonce}'`);
}
