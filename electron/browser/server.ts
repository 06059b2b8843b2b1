import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { ShellHost } from '#electron/services/shell-policy/host-port.ts';
import { type Address, linkAddress, windowAddress } from './address.ts';
import { createBudget } from './byte-budget.ts';
import { createEventStream } from './event-stream.ts';
import { sendResult } from './reply.ts';
import { answer, type Routes } from './routes.ts';
import type { SecondStart } from './second-start.ts';
import { createSessions, randomSecret } from './sessions.ts';

export interface ServerOptions {
  readonly host: ShellHost;
  /** Folder of the built window. */
  readonly renderer: string;
  /** 0: any free port. */
  readonly port: number;
  /** `window`: for our own Chromium under app.localhost; else for any browser under this host name (see `linkHost`). */
  readonly audience: 'window' | { readonly linkHost: string };
  readonly secondStart: SecondStart;
  /** Told of exceptions while answering: bugs. */
  readonly onBug: (error: unknown) => void;
}

export interface Server {
  readonly port: number;
  readonly address: Address;
  /** A link that opens one session. */
  newLink(): string;
  /** How many windows are open on this host. */
  windows(): number;
  /** Settles when no window is open on this host any more. */
  windowsLeft(): Promise<void>;
  /** Takes no new requests, lets running ones finish for a short while, then cuts. */
  close(): Promise<void>;
}

const GRACE_MS = 3000;
/** Files are held in memory while they arrive: two of the largest, whoever sends how many. */
const MOST_UPLOADING_BYTES = 2 * MAX_UPLOAD_BYTES;

/** Starts the host's HTTP server, reachable from this machine alone. A port that is taken is the only expected failure. */
export async function startServer(options: ServerOptions): Promise<Result<Server, 'port-taken'>> {
  const http = createServer({ requestTimeout: 120_000 });
  if (!(await listen(http, options.port))) return err('port-taken');
  const { port } = http.address() as AddressInfo; // a TCP server that listens has such an address
  const address = options.audience === 'window' ? windowAddress() : linkAddress(options.audience.linkHost, port);
  const { host, renderer, secondStart } = options;
  const sessions = createSessions(Date.now);
  const events = createEventStream(host);
  const content = { host, renderer, nonce: randomSecret };
  const uploads = createBudget(MOST_UPLOADING_BYTES);
  const routes: Routes = { address, host, content, sessions, events, uploads, secondStart };
  http.on('request', (request, response) => {
    answer(routes, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return; // the sender went away
      options.onBug(error);
      if (response.headersSent) response.destroy();
      else sendResult(response, 500, err('app.internal'));
    });
  });
  return ok({
    port,
    address,
    windows: () => events.count(),
    windowsLeft: () => events.empty(),
    newLink: () => `${address.origin}/start?key=${sessions.issueKey()}`,
    close: () => closeServer(http, () => events.close()),
  });
}

type Http = ReturnType<typeof createServer>;

function listen(http: Http, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    http.listen(port, '127.0.0.1', () => resolve(true));
  });
}

async function closeServer(http: Http, closeEvents: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  closeEvents();
  // A connection turns idle when its last answer is out, so it is looked for more than once.
  const sweep = setInterval(() => http.closeIdleConnections(), 20);
  const cut = setTimeout(() => http.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
