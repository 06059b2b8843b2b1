import * as v from 'valibot';
import { CouchFault } from './couch-fault.ts';
import type { Ask, Reply } from './transport.ts';

/** Who we are to a server. */
export type CouchLogin =
  | { readonly is: 'password'; readonly name: string; readonly password: string; readonly by: 'session' | 'basic' }
  | { readonly is: 'token'; readonly token: string };

/** What goes with every request to say who we are. */
export interface LoginState {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** An answer may renew the session. */
  learn(reply: Reply): void;
  /** Whether another try may be accepted: once for each session that the server had begun. */
  renew(): boolean;
  /** A text of the server without what only it and we know. */
  redact(text: string): string;
}

/** How a server is asked for a session: the one request that goes without one. */
type Begin = (ask: Ask) => Promise<Reply>;

const COOKIE = /^AuthSession=([^;]{1,4000})/;

/** The login at a server. A session is begun at the first request, and once more when the server no longer knows it. */
export function openLogin(login: CouchLogin, begin: Begin): LoginState {
  const secrets = login.is === 'token' ? [login.token] : [login.password, basicOf(login.name, login.password)];
  let cookie: Promise<string> | null = null;
  const learned = (headers: Reply['headers']): string | null => cookieIn(headers['set-cookie']);
  const session = async (name: string, password: string): Promise<string> => {
    const body = Buffer.from(JSON.stringify({ name, password }), 'utf8');
    const reply = await begin({ method: 'POST', path: '_session', headers: JSON_HEADERS, body });
    const given = learned(reply.headers);
    if (given === null) throw new CouchFault('sync.foreign-answer', { reason: 'NO-SESSION' });
    return given;
  };
  return {
    headers: async () => {
      if (login.is === 'token') return { Authorization: `Bearer ${login.token}` };
      if (login.by === 'basic') return { Authorization: `Basic ${basicOf(login.name, login.password)}` };
      cookie ??= session(login.name, login.password);
      try {
        return { Cookie: `AuthSession=${await cookie}` };
      } catch (fault) {
        cookie = null;
        throw fault;
      }
    },
    learn: ({ headers }) => {
      const given = learned(headers);
      if (given !== null && login.is === 'password' && login.by === 'session') cookie = Promise.resolve(given);
    },
    renew: () => {
      const had = cookie !== null;
      cookie = null;
      return had;
    },
    redact: (text) => secrets.reduce((left, secret) => (secret === '' ? left : left.replaceAll(secret, '***')), text),
  };
}

export const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' } as const;

const basicOf = (name: string, password: string): string =>
  Buffer.from(`${name}:${password}`, 'utf8').toString('base64');

const Cookies = v.optional(v.array(v.string()), []);

function cookieIn(header: unknown): string | null {
  const read = v.safeParse(Cookies, header);
  for (const line of read.success ? read.output : []) {
    const value = COOKIE.exec(line)?.[1];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
