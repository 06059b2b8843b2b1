import type { SafeStorage } from 'electron';
import type { KeyStore } from '#electron/services/vault/key-store.ts';
import type { SecretLevel } from '#shared/host/vault-records.ts';

type Storage = Pick<
  SafeStorage,
  'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'
>;

/**
 * The system's key store by way of Electron, with its true level: on Linux Chromium falls back to a password that is the
 * same everywhere (`basic_text`), which protects nothing. Nothing is asked of the system before a secret is spoken of.
 */
export function systemKeyStore(storage: Storage, platform: NodeJS.Platform): KeyStore {
  let level: Promise<SecretLevel> | undefined;
  return {
    level: () => (level ??= levelOf(storage, platform)),
    seal: (secret) => storage.encryptStringAsync(secret),
    open: async (sealed) => {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed));
      return { secret: result, stale: shouldReEncrypt };
    },
  };
}

async function levelOf(storage: Storage, platform: NodeJS.Platform): Promise<SecretLevel> {
  if (!(await storage.isAsyncEncryptionAvailable().catch(() => false))) return 'none';
  if (platform !== 'linux') return 'os';
  const backend = storage.getSelectedStorageBackend();
  if (backend === 'unknown') return 'none';
  return backend === 'basic_text' ? 'basic' : 'os';
}
