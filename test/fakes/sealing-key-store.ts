import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretLevel } from '#shared/host/vault-records.ts';
import type { KeyStore } from '#electron/services/vault/key-store.ts';

export interface SealingKeyStore extends KeyStore {
  /** As when the system's store is locked, or was replaced: nothing sealed before opens any more. */
  forgetKey(): void;
  /** As after the system changed its key: what is opened should be sealed anew. */
  rotate(): void;
  readonly sealedTimes: () => number;
}

/** A key store that truly seals (AES-256-GCM), with its key in memory. */
export function sealingKeyStore(level: SecretLevel = 'os'): SealingKeyStore {
  let key = randomBytes(32);
  let [stale, sealed] = [false, 0];
  return {
    level: async () => level,
    seal: async (secret) => {
      [stale, sealed] = [false, sealed + 1];
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open: async (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.slice(0, 12));
      decipher.setAuthTag(bytes.slice(-16));
      const text = Buffer.concat([decipher.update(bytes.slice(12, -16)), decipher.final()]).toString('utf8');
      return { secret: text, stale };
    },
    forgetKey: () => void (key = randomBytes(32)),
    rotate: () => void (stale = true),
    sealedTimes: () => sealed,
  };
}
