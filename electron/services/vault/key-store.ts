import type { SecretLevel } from '#shared/host/vault-records.ts';

/** A secret as the key store gives it back; `stale`: its key has changed since, so it should be sealed anew. */
export interface OpenedSecret {
  readonly secret: string;
  readonly stale: boolean;
}

/**
 * What seals secrets with a key that the program itself does not hold. Both calls reject where the system refuses: a
 * locked or changed key store, or bytes sealed elsewhere. Of a store of level `none` neither is ever called.
 */
export interface KeyStore {
  /** Asked for when a secret is first spoken of, not at every start: the system may ask the user to unlock its store. */
  level(): Promise<SecretLevel>;
  seal(secret: string): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<OpenedSecret>;
}

const refuse = async (): Promise<never> => {
  throw new Error('there is no key store here');
};

/** For a host without a system key store (the browser edition, the command): nothing secret is ever written. */
export const NO_KEY_STORE: KeyStore = { level: async () => 'none', seal: refuse, open: refuse };
