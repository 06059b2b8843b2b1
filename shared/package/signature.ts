import * as v from 'valibot';
import type { ErrorCode } from '../errors.ts';
import { DeviceId, Sha256 } from '../ids.ts';
import { canonicalText } from '../log/canonical.ts';
import { Voucher } from '../log/voucher.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { readJson } from '../schema-fault.ts';

export const SIGNATURE_PATH = 'manifest.sig';

/** The content of `manifest.sig`. */
export const PackageSignature = v.strictObject({
  algorithm: v.literal('Ed25519'),
  ...Voucher.entries,
});
export type PackageSignature = v.InferOutput<typeof PackageSignature>;

/** What is signed: the manifest's text behind a line that no other use of the key begins with (SPEC PK6). */
export const signedText = (manifest: string): string => `smart-community-acceptance package 1\n${manifest}`;

/** The bytes of `manifest.sig`, as text. */
export function signatureText(signature: PackageSignature): string {
  const text = canonicalText(signature);
  if (text === null) throw new Error('a signature has no canonical text');
  return text;
}

/** Reads `manifest.sig` (`package.signature-invalid`); whether it holds is for the platform to say. */
export function readSignature(text: string): Result<PackageSignature, ErrorCode> {
  const json = readJson(text);
  const parsed = v.safeParse(PackageSignature, json.ok ? json.value : null);
  if (!parsed.success || canonicalText(parsed.output) !== text) return err('package.signature-invalid');
  return ok(parsed.output);
}

/**
 * Who signed a package. `own`: this data folder; `known`: the key this device has always come with here; `new`: a device
 * seen for the first time; `changed`: a device that came with another key before, so nothing of it is taken in.
 */
export const PackageSigner = v.object({
  device: DeviceId,
  /** SHA-256 of the public key. */
  fingerprint: Sha256,
  standing: v.picklist(['own', 'known', 'new', 'changed']),
  /** Of the key that the device is known by, where that is another; null: it is not. */
  knownFingerprint: v.nullable(Sha256),
});
export type PackageSigner = v.InferOutput<typeof PackageSigner>;

/** What this data folder knows of a device. */
export interface KnownKeys {
  /** Whether the device is this data folder's own. */
  readonly isOwn: boolean;
  /** This data folder's own key; null: none was made yet. */
  readonly ownKey: string | null;
  /** The key that the device came with before; null: it never came. */
  readonly knownKey: string | null;
}

/** How a device that signed with `key` stands here: trusted with the key it first came with, and no other (SPEC PK7). */
export function signerStanding(key: string, { isOwn, ownKey, knownKey }: KnownKeys): PackageSigner['standing'] {
  if (knownKey !== null && knownKey !== key) return 'changed';
  if (key === ownKey) return 'own';
  if (isOwn) return 'changed';
  return knownKey === null ? 'new' : 'known';
}
