import type { IncomingHttpHeaders } from 'node:http';
import type { Address } from './address.ts';

/** What the guard looks at. `path` is raw and without query. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Why a request is refused, as HTTP tells it. */
export type Refusal = 'misdirected' | 'method' | 'foreign' | 'signed-out';

/** Pages: what a person opens. They may be reached from elsewhere (a link in a terminal's window); all else may not. */
const PAGES = new Set(['/', '/index.html', '/start', '/opening', '/crashed', '/crashed/diagnostics']);
/** Reached without a session: the page shown while the window opens, and the one that swaps a key for a session. */
const OPEN = new Set(['/start', '/opening']);

/**
 * The checks before any request is answered, in order: it names us and nobody else as its host (a foreign name that
 * resolves to this machine fails here), comes from our own page and not from another site, and carries a session.
 */
export function refuse(head: RequestHead, address: Address, accepts: (token: string) => boolean): Refusal | undefined {
  if (head.headers.host !== address.authority || !head.path.startsWith('/')) return 'misdirected';
  if (!methodFits(head)) return 'method';
  if (isForeign(head, address)) return 'foreign';
  if (OPEN.has(head.path)) return undefined;
  const token = readCookie(head.headers.cookie, address.cookie.name);
  return token !== undefined && accepts(token) ? undefined : 'signed-out';
}

function methodFits({ method, path }: RequestHead): boolean {
  if (path === '/api/call' || path === '/api/upload') return method === 'POST';
  // A HEAD, as link previews send it, must not use a key up.
  return method === 'GET' || (method === 'HEAD' && path !== '/start');
}

/** Browsers say on their own where a request comes from; a page cannot forge Origin or Sec-Fetch-*. */
function isForeign({ method, path, headers }: RequestHead, address: Address): boolean {
  const { origin } = headers;
  if (origin !== undefined && origin !== address.origin) return true;
  if (method === 'POST' && origin === undefined) return true;
  const site = headers['sec-fetch-site'];
  if (PAGES.has(path)) return !['document', undefined].includes(header(headers['sec-fetch-dest']));
  if (path.startsWith('/api/')) return site !== undefined && site !== 'same-origin';
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}

/** The value of one cookie; a name that occurs twice was planted by someone and counts as none. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
