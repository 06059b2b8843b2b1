import type { SafeStorage } from 'electron';
import { describe, expect, it } from 'vitest';
import { systemKeyStore } from '#electron/glue/safe-storage.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

function storage(backend: Backend, available: () => Promise<boolean> = async () => true) {
  let asked = 0;
  return {
    asked: () => asked,
    isAsyncEncryptionAvailable: () => ((asked += 1), available()),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text: string) => Buffer.from(`sealed:${text}`),
    decryptStringAsync: async (sealed: Buffer) => {
      if (!sealed.toString().startsWith('sealed:')) throw new Error('Error while decrypting the ciphertext');
      return { result: sealed.toString().slice(7), shouldReEncrypt: true };
    },
  };
}

describe("the system's key store", () => {
  it.each([
    ['linux', 'gnome_libsecret', 'os'],
    ['linux', 'kwallet6', 'os'],
    ['linux', 'basic_text', 'basic'],
    ['linux', 'unknown', 'none'],
    ['win32', 'basic_text', 'os'],
    ['darwin', 'unknown', 'os'],
  ] as const)('on %s with %s is worth: %s', async (platform, backend, level) => {
    expect(await systemKeyStore(storage(backend), platform).level()).toBe(level);
  });

  it('is no store where it is not available or cannot say', async () => {
    const refusing = () => Promise.reject(new Error('no bus'));
    expect(
      await systemKeyStore(
        storage('gnome_libsecret', async () => false),
        'linux',
      ).level(),
    ).toBe('none');
    expect(await systemKeyStore(storage('gnome_libsecret', refusing), 'win32').level()).toBe('none');
  });

  it('is not asked before a secret is spoken of, and asked once', async () => {
    const fake = storage('kwallet5');
    const store = systemKeyStore(fake, 'linux');
    expect(fake.asked()).toBe(0);
    await Promise.all([store.level(), store.level()]);
    expect(fake.asked()).toBe(1);
  });

  it('gives back what it sealed, says when its key has changed, and rejects what is not its own', async () => {
    const store = systemKeyStore(storage('kwallet5'), 'linux');
    const sealed = await store.seal('x');
    expect(await store.open(new Uint8Array(sealed))).toEqual({ secret: 'x', stale: true });
    await expect(store.open(new Uint8Array([1]))).rejects.toThrow('decrypting');
  });
});
