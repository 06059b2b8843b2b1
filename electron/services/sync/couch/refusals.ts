import * as v from 'valibot';
import { CouchFault } from './couch-fault.ts';

/** What a server says of what it refuses. */
const Said = v.object({
  error: v.optional(v.pipe(v.unknown(), v.transform(String)), ''),
  reason: v.optional(v.pipe(v.unknown(), v.transform(String)), ''),
});

/** A refusal: the status of HTTP, and the server's words where it is one of ours. */
export interface Refusal {
  readonly status: number;
  /** Null: it was no JSON, so that nobody knows who spoke. */
  readonly said: v.InferOutput<typeof Said> | null;
}

/** Reads a refusal; `isJson`: the answer was said to be. */
export function refusalOf(status: number, isJson: boolean, body: unknown): Refusal {
  const said = isJson ? v.safeParse(Said, body) : null;
  return { status, said: said?.success === true ? said.output : null };
}

/** What CouchDB says of a session or a token that it cannot read, with 400 (measured on 3.5.0). */
const UNREADABLE_LOGIN =
  /cookie|token|\bclaim\b|\bHMAC\b|signature|header parameter|^Not an object$|^Public key|not in (?:past|future)/i;

/** Whether a refusal says that we are not logged in. */
export const isLoggedOut = ({ status, said }: Refusal): boolean =>
  said !== null && (status === 401 || (status === 400 && UNREADABLE_LOGIN.test(said.reason)));

/** Whether the same may be answered otherwise in a while. */
export const isOverload = ({ status }: Refusal): boolean => [408, 429, 502, 503, 504].includes(status);

const FULL = /enospc|no space left|quota/i;
const LOCKED = /temporarily locked/i;
/** Whether what is not there is the database itself. */
export const saysNoDatabase = ({ status, said }: Refusal): boolean =>
  status === 404 && NO_DATABASE.test(said?.reason ?? '');
const NO_DATABASE = /database does not exist|no_db_file/i;

/** What a refusal is told as; `database`: the one that was asked, `redact`: takes out what must not be told. */
export function faultOf(refusal: Refusal, database: string, redact: (text: string) => string): CouchFault {
  const { status, said } = refusal;
  if (status >= 300 && status < 400) return new CouchFault('sync.foreign-answer', { reason: `HTTP ${status}` });
  if (said === null && status < 500 && !isOverload(refusal)) {
    return new CouchFault('sync.foreign-answer', { reason: `HTTP ${status}` });
  }
  const words = said === null ? '' : short(redact(`${said.error} ${said.reason}`));
  const reason = `HTTP ${status} ${words}`.trim();
  if (isLoggedOut(refusal)) return new CouchFault('sync.login');
  if (status === 403)
    return LOCKED.test(said?.reason ?? '')
      ? new CouchFault('sync.locked-out')
      : new CouchFault('sync.forbidden', { reason: words });
  if (saysNoDatabase(refusal)) return new CouchFault('sync.database-missing', { database });
  if (status === 507 || FULL.test(words)) return new CouchFault('sync.place-full', { reason });
  return new CouchFault('sync.server-fault', { reason });
}

/** Words of a server, fit for one line. */
export const short = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 160);
