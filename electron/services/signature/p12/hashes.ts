import { getHashes } from 'node:crypto';

/** Names of digest algorithms by object identifier, as certificate files use them. */
const DIGEST: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.5': 'sha512-224',
  '2.16.840.1.101.3.4.2.6': 'sha512-256',
};

/** The hash of an HMAC by object identifier (RFC 8018). */
const HMAC: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
};

/** What PBKDF2 uses where its parameters name nothing. */
export const DEFAULT_PRF = '1.2.840.113549.2.7';

const known = new Set(getHashes().map((name) => name.toLowerCase()));

/** Not every runtime has every hash: Electron's knows fewer than Node's. */
const available = (name: string | undefined): string | null => (name !== undefined && known.has(name) ? name : null);

/** Node's name of a digest algorithm; null when this runtime does not know it. */
export const digestName = (oid: string): string | null => available(DIGEST[oid]);

/** Node's name of an HMAC's hash; null when this runtime does not know it. */
export const hmacName = (oid: string): string | null => available(HMAC[oid]);
