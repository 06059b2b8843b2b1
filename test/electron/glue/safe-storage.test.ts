import { describe, expect, it } from 'vitest';
import { systemKeyStore } from '#electron/glue/safe-storage.ts';

/** Chromium's store: seals behind a tag of three characters that tells which key it used; says that it is there even when not. */
function storage(tag: string, available: () => Promise<boolean> = async () => true) {
  let asked = 0;
  return {
    asked: () => asked,
    isAsyncEncryptionAvailable: () => ((asked += 1), available()),
    encryptStringAsync: async (text: string) => {
      if (tag === '') throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.');
      return Buffer.from(`${tag}:${text}`);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      if (!sealed.toString().startsWith(`${tag}:`)) throw new Error('Error while decrypting the ciphertext');
      return { result: sealed.toString().slice(4), shouldReEncrypt: true };
    },
  };
}

describe("the system's key store", () => {
  it.each([
    ['linux', 'v11', 'os'],
    ['linux', 'v12', 'os'],
    ['linux', 'v10', 'basic'],
    ['linux', 'v99', 'basic'],
    ['linux', '', 'none'],
    ['win32', 'v10', 'os'],
    ['darwin', 'v10', 'os'],
  ] as const)('on %s with %s is worth: %s', async (platform, tag, level) => {
    expect(await systemKeyStore(storage(tag), platform).level()).toBe(level);
  });

  it('is no store where it is not available or cannot say', async () => {
    const refusing = () => Promise.reject(new Error('no bus'));
    expect(
      await systemKeyStore(
        storage('v11', async () => false),
        'linux',
      ).level(),
    ).toBe('none');
    expect(await systemKeyStore(storage('v11', refusing), 'win32').level()).toBe('none');
  });

  it('is not asked before a secret is spoken of, and asked once', async () => {
    const fake = storage('v11');
    const store = systemKeyStore(fake, 'linux');
    expect(fake.asked()).toBe(0);
    await Promise.all([store.level(), store.level()]);
    expect(fake.asked()).toBe(1);
  });

  it('gives back what it sealed, says when its key has changed, and rejects what is not its own', async () => {
    const store = systemKeyStore(storage('v11'), 'linux');
    const sealed = await store.seal('x');
    expect(await store.open(new Uint8Array(sealed))).toEqual({ secret: 'x', stale: true });
    await expect(store.open(new Uint8Array([1]))).rejects.toThrow('decrypting');
  });
});
