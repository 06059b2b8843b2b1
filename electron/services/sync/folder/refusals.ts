import type { ErrorCode } from '#shared/errors.ts';
import { err } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** How systems say that a drive is not there any more, or does not answer. */
const AWAY: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENODEV',
  'ENXIO',
  'ENOTCONN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ESTALE',
]);
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SHORT']);
const NOT_ALLOWED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** What the refusal of a place to be read from is said to be. */
export const readRefusal = (reason: string): Result<never, ErrorCode> =>
  AWAY.has(reason) ? err('sync.unreachable', { reason }) : err('sync.read-failed', { reason });

/** What the refusal of a place to be written to is said to be. */
export function writeRefusal(reason: string): Result<never, ErrorCode> {
  if (AWAY.has(reason)) return err('sync.unreachable', { reason });
  if (FULL.has(reason)) return err('sync.place-full', { reason });
  return NOT_ALLOWED.has(reason) ? err('sync.not-writable', { reason }) : err('sync.write-failed', { reason });
}
