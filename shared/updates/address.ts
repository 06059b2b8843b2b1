import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';

/** Where releases lie: a folder, its address ending in a slash. `open`: over http, so others can read along. */
export interface UpdateAddress {
  readonly base: string;
  readonly open: boolean;
}

const SHAPE =
  /^(https?):\/\/(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(\d{1,5}))?(\/[\w./~-]*)?$/i;

/**
 * The address of an update server as typed: https anywhere, http only to a private or loopback address, which no name
 * server can lead elsewhere. `update.address-invalid`; `update.address-public` for http to anything else.
 */
export function updateAddress(text: string): Result<UpdateAddress, 'update.address-invalid' | 'update.address-public'> {
  const [, scheme, host, port, path = '/'] = SHAPE.exec(text.trim()) ?? [];
  if (scheme === undefined || host === undefined || Number(port ?? 80) > 65_535 || Number(port ?? 80) < 1)
    return err('update.address-invalid');
  if (path.split('/').some((part) => part === '..' || part === '.')) return err('update.address-invalid');
  const open = scheme.toLowerCase() === 'http';
  if (open && !isPrivateHost(host.toLowerCase())) return err('update.address-public');
  const authority = port === undefined ? host : `${host}:${port}`;
  return ok({ base: `${scheme}://${authority}`.toLowerCase() + slashed(path), open });
}

const slashed = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/** Loopback and private addresses, as digits (RFC 1918, RFC 4193, link-local), and `localhost`. */
function isPrivateHost(host: string): boolean {
  if (host === 'localhost') return true;
  if (host.startsWith('[')) return /^\[(::1|f[cd][0-9a-f]{2}:[0-9a-f:]*|fe[89ab][0-9a-f]:[0-9a-f:]*)\]$/.test(host);
  const parts = host.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return false;
  const [first = 0, second = 0] = parts.map(Number);
  if (first === 10 || first === 127) return true;
  return (
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  );
}
