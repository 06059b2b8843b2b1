import { getCACertificates } from 'node:tls';

/**
 * Whom a server's certificate may come from, and `own` besides (PEM). An intranet's own authority is in the system's store,
 * which Node does not look at by itself.
 */
export function trustedAuthorities(own: string | null = null): { readonly ca?: string[] } {
  const more = own === null ? [] : [own];
  try {
    return { ca: [...getCACertificates('default'), ...getCACertificates('system'), ...more] };
  } catch {
    return own === null ? {} : { ca: more };
  }
}
