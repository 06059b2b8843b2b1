import { openClient } from './client.ts';
import type { ClientOptions, CouchClient } from './client.ts';
import type { CouchLogin } from './login.ts';
import { openTransport } from './transport.ts';

/** How long a connection may stand still. Slow is no fault; the server itself waits longer than this. */
const IDLE_MS = 45_000;

/** How a server is reached, and as whom. */
export interface CouchAddress {
  /** http or https; a path before the databases is kept. */
  readonly address: URL;
  /** The database of the events. Files lie in the one beside it, whose name has `-files` behind it. */
  readonly database: string;
  readonly login: CouchLogin;
  /** Certificates of further authorities, as PEM. */
  readonly ca?: string;
  /** Milliseconds without progress. */
  readonly idleMs?: number;
  readonly pause?: ClientOptions['pause'];
}

/** Where the files of a place lie. */
export const filesDatabase = (database: string): string => `${database}-files`;

/** A client for a server, at which nothing is asked yet. */
export function clientFor({ address, ca, idleMs = IDLE_MS, login, pause }: CouchAddress): CouchClient {
  const base = new URL(address);
  // Who we are is said in one place.
  Object.assign(base, { username: '', password: '', search: '', hash: '' });
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const transport = openTransport({ address: base, ca: ca ?? null, idleMs });
  return openClient(pause === undefined ? { transport, login } : { transport, login, pause });
}
