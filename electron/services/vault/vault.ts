import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '#shared/errors.ts';
import type { SecretLevel } from '#shared/host/vault-records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import type { KeyStore } from './key-store.ts';
import { type About, readRecord, readSealed, recordText, sealedText } from './secret-record.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { attempt } from '#electron/services/disk/attempt.ts';

/** The secrets the program keeps. None of them is ever the only way to inspection data. */
export type SecretName = 'signing-certificate' | `sync-${string}`;

/** What may be told of a kept secret without opening it. */
export interface KeptSecret {
  readonly about: About;
  readonly level: SecretLevel;
  readonly keptAt: string;
  /** Whether this program can try to open it; opening may still fail. */
  readonly usable: boolean;
}

export interface Vault {
  /** What this computer truly offers. */
  level(): Promise<SecretLevel>;
  /**
   * Keeps a secret under a name, in place of an earlier one. At level `none` until the program ends; at level `basic` only
   * with consent (`secret.unprotected`). `secret.write-failed`: nothing is kept, an earlier one is as it was.
   */
  keep(name: SecretName, secret: string, about: About, consent: boolean): Promise<Result<null, ErrorCode>>;
  /** What is kept under a name; null: nothing, or nothing legible. */
  find(name: SecretName): Promise<KeptSecret | null>;
  /** The secret itself. `secret.not-kept`; `secret.unreadable`: ask the user again, the record stays until replaced. */
  take(name: SecretName): Promise<Result<string, ErrorCode>>;
  /** Removes it from memory and disk (`secret.write-failed`). */
  forget(name: SecretName): Promise<Result<null, ErrorCode>>;
}

interface InMemory {
  readonly secret: string;
  readonly kept: KeptSecret;
}

/** The vault of one data folder: `<folder>/<name>.json`, for the user alone, each sealed by the key store. */
export function openVault(folder: string, keyStore: KeyStore, now: () => number): Vault {
  const serial = createSerial();
  const memory = new Map<SecretName, InMemory>();
  const fileOf = (name: SecretName): string => join(folder, `${name}.json`);
  const onDisk = { folder, keyStore, fileOf };
  const keep: Vault['keep'] = async (name, secret, about, consent) => {
    const level = await keyStore.level();
    const kept = { about, level, keptAt: new Date(now()).toISOString(), usable: true };
    if (level === 'none') {
      memory.set(name, { secret, kept });
      return ok(null);
    }
    return level === 'basic' && !consent ? err('secret.unprotected') : store(onDisk, name, secret, kept);
  };
  const find: Vault['find'] = async (name) => {
    const record = memory.get(name)?.kept ?? (await readRecord(fileOf(name)));
    if (record === null) return null;
    const { about, level, keptAt } = record;
    return { about, level, keptAt, usable: memory.has(name) || (await keyStore.level()) !== 'none' };
  };
  const forget: Vault['forget'] = async (name) => {
    memory.delete(name);
    return attempt('secret.write-failed', async () => {
      await rm(fileOf(name), { force: true });
      return ok(null);
    });
  };
  return {
    level: () => keyStore.level(),
    keep: (...secret) => serial.run('vault', () => keep(...secret)),
    find: (name) => serial.run('vault', () => find(name)),
    take: (name) =>
      serial.run('vault', async () => {
        const held = memory.get(name);
        return held === undefined ? unseal(onDisk, name) : ok(held.secret);
      }),
    forget: (name) => serial.run('vault', () => forget(name)),
  };
}

interface OnDisk {
  readonly folder: string;
  readonly keyStore: KeyStore;
  readonly fileOf: (name: SecretName) => string;
}

async function store({ folder, keyStore, fileOf }: OnDisk, name: SecretName, secret: string, kept: KeptSecret) {
  const sealed = await orNull(() => keyStore.seal(sealedText({ name, about: kept.about, secret })));
  if (sealed === null) return err('secret.write-failed' as const, { reason: 'key store' });
  return attempt('secret.write-failed', async () => {
    await makeDurableFolder(folder);
    await writeFileAtomic(fileOf(name), recordText(kept, sealed), 0o600);
    return ok(null);
  });
}

async function unseal(disk: OnDisk, name: SecretName): Promise<Result<string, ErrorCode>> {
  const { keyStore, fileOf } = disk;
  const record = await readRecord(fileOf(name));
  if (record === null) return err('secret.not-kept');
  const level = await keyStore.level();
  if (level === 'none') return err('secret.unreadable');
  const opened = await orNull(() => keyStore.open(record.sealed));
  const content = opened === null ? null : readSealed(opened.secret, name, record.about);
  if (opened === null || content === null) return err('secret.unreadable');
  // A failed renewal changes nothing: the old record still opens.
  if (opened.stale && level === 'os') await store(disk, name, content, { ...record, level, usable: true });
  return ok(content);
}

/** What the system's key store answers, or null: its refusals have many shapes and all mean the same here. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  return work().catch(() => null);
}
