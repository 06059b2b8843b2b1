import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import { DeviceKeyText } from '#shared/log/voucher.ts';
import type { Voucher } from '#shared/log/voucher.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';

/** The private key as a file: PKCS #8 in base64, readable to its owner alone. */
const KeyFile = v.strictObject({ format: v.literal(1), algorithm: v.literal('Ed25519'), pkcs8: v.string() });

/** The keys that a data folder signs its packages and streams with: one for each device id it had, so that a copy has its own. */
export interface DeviceKey {
  /** A device's public key; null: none was made yet. `package.key-unreadable` where there is one that cannot be read. */
  publicKey(device: DeviceId): Answer<string | null>;
  /** Signs a text, its purpose in its first line; a key is made at first use (`package.write-failed` if it cannot be kept). */
  sign(text: string, device: DeviceId): Answer<Voucher>;
}

/** From before a key belonged to a device id; it is that device's which has been known by it. */
const FORMER_FILE = 'device-key.json';

/**
 * The keys of the data folder at `root`. One that cannot be read is never replaced: others know the device by it.
 * `known`: the key that a device has come with.
 */
export function openDeviceKey(root: string, known: (device: DeviceId) => Answer<string | null>): DeviceKey {
  const serial = createSerial();
  const keys = new Map<DeviceId, KeyObject>();
  const nameOf = (device: DeviceId): string => `device-key.${device}.json`;
  const readFormer = async (device: DeviceId): Answer<KeyObject | null> => {
    const [former, name] = [await readKey(root, FORMER_FILE), await known(device)];
    if (!former.ok || former.value === null) return former;
    if (!name.ok) return name;
    return ok(publicText(former.value) === name.value ? former.value : null);
  };
  const read = async (device: DeviceId): Answer<KeyObject | null> => {
    const kept = keys.get(device);
    if (kept !== undefined) return ok(kept);
    const own = await readKey(root, nameOf(device));
    const found = own.ok && own.value === null ? await readFormer(device) : own;
    if (found.ok && found.value !== null) keys.set(device, found.value);
    return found;
  };
  const run = <T>(task: () => Answer<T>): Answer<T> => serial.run('key', () => attempt('package.key-unreadable', task));
  return {
    publicKey: (device) =>
      run(async () => {
        const key = await read(device);
        if (!key.ok) return key;
        return ok(key.value === null ? null : publicText(key.value));
      }),
    sign: (text, device) =>
      run(async () => {
        const found = await read(device);
        if (!found.ok) return found;
        const key = found.value === null ? await makeKey(join(root, nameOf(device))) : ok(found.value);
        if (!key.ok) return key;
        keys.set(device, key.value);
        const signature = sign(null, Buffer.from(text, 'utf8'), key.value).toString('base64url');
        return ok({ key: publicText(key.value), signature });
      }),
  };
}

async function readKey(root: string, name: string): Answer<KeyObject | null> {
  const text = await readOrNull(join(root, name));
  const key = text === null ? null : parseKey(text);
  return text !== null && key === null ? err('package.key-unreadable', { reason: name }) : ok(key);
}

/** Whether a signature over a text holds. False for a key that is no point of the curve, too. */
export function signatureHolds({ key, signature }: Voucher, text: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  // Bits that base64 leaves over must not give one signature two spellings.
  if (bytes.toString('base64url') !== signature || Buffer.from(key, 'base64url').toString('base64url') !== key) {
    return false;
  }
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), publicKey, bytes);
  } catch {
    return false;
  }
}

/** What people compare: the SHA-256 of the raw public key. */
export function fingerprintOf(key: string): Sha256 {
  return hashBytes(Buffer.from(key, 'base64url'));
}

function parseKey(text: string): KeyObject | null {
  const file = v.safeParse(KeyFile, parseJson(text));
  if (!file.success) return null;
  try {
    const key = createPrivateKey({ key: Buffer.from(file.output.pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** A new key, on disk before anything is signed with it; a disk that refuses it has no unreadable key, but no key. */
async function makeKey(path: string): Answer<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const file: v.InferOutput<typeof KeyFile> = { format: 1, algorithm: 'Ed25519', pkcs8 };
  return attempt('package.write-failed', async () => {
    await writeFileAtomic(path, `${JSON.stringify(file)}\n`, 0o600);
    return ok(privateKey);
  });
}

function publicText(key: KeyObject): string {
  return v.parse(DeviceKeyText, createPublicKey(key).export({ format: 'jwk' }).x);
}
