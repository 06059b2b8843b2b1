import type { SafeStorage } from 'electron';
import type { KeyStore } from '#electron/services/vault/key-store.ts';
import type { SecretLevel } from '#shared/host/vault-records.ts';

type Storage = Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable'>;

/**
 * The system's key store by way of Electron, with its true level: on Linux Chromium falls back to a password that is the
 * same everywhere (`basic_text`), which protects nothing. Nothing is asked of the system before a secret is spoken of.
 */
export function systemKeyStore(storage: Storage, platform: NodeJS.Platform): KeyStore {
  let level: Promise<SecretLevel> | undefined;
  return {
    level: () => (level ??= levelOf(storage, platform).catch(() => 'none')),
    seal: (secret) => storage.encryptStringAsync(secret),
    open: async (sealed) => {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed));
      return { secret: result, stale: shouldReEncrypt };
    },
  };
}

/** What Chromium on Linux puts before whatever it sealed with a key from the desktop's key ring, or from its portal. */
const KEYED = ['v11', 'v12'];

/**
 * On Linux Electron answers that encryption is available whatever there is, and names the key ring that belongs to the
 * desktop whether or not it runs. Only what is sealed tells with which key: so a word is sealed for trial.
 */
async function levelOf(storage: Storage, platform: NodeJS.Platform): Promise<SecretLevel> {
  if (!(await storage.isAsyncEncryptionAvailable())) return 'none';
  if (platform !== 'linux') return 'os';
  const trial = await storage.encryptStringAsync('trial');
  return KEYED.includes(trial.toString('latin1', 0, 3)) ? 'os' : 'basic';
}
