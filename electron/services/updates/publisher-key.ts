import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { hashBytes } from '#electron/services/disk/hash.ts';

const KEY = /^[A-Za-z0-9+/]{43}=$/;
/** What precedes the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** The publisher's key from its 32 bytes as base64; null where it is none. */
export function publisherKey(text: string): KeyObject | null {
  if (!KEY.test(text)) return null;
  try {
    return createPublicKey({
      key: Buffer.concat([DER_HEAD, Buffer.from(text, 'base64')]),
      format: 'der',
      type: 'spki',
    });
  } catch {
    return null;
  }
}

/** What people compare: half of the key's SHA-256, in groups of four; null where the text is no key. */
export function keyFingerprint(text: string): string | null {
  if (publisherKey(text) === null) return null;
  const digest = hashBytes(Buffer.from(text, 'base64')).slice(0, 32);
  return digest.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
}

/** Whether the holder of the key signed exactly these bytes. */
export function isSignedBy(key: KeyObject, content: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, content, key, signature);
  } catch {
    return false;
  }
}
