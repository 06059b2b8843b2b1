import type { KeyObject } from 'node:crypto';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import {
  fileFor,
  type InstalledProgram,
  MAX_RELEASE_BYTES,
  type ReleaseFile,
  ReleaseManifest,
  SIGNED_PREFIX,
  SignedRelease,
} from '#shared/updates/release.ts';
import { compareVersions } from '#shared/updates/version.ts';
import { isSignedBy } from './publisher-key.ts';
import { parseJson } from '#electron/services/disk/read.ts';

/** A release that may replace this program, and the file of it that fits here. */
export interface Release {
  readonly manifest: ReleaseManifest;
  readonly file: ReleaseFile;
}

/**
 * Reads a release file and decides whether it may replace what is installed. Nothing of it is looked at before its signature
 * holds. `update.too-large`, `update.unreadable`, `update.unsigned`; then `update.older` (than what is installed, or than
 * one already seen: an old signed release must not come back), `update.not-newer`, `update.step-missing`, `update.no-file`.
 */
export function verifyRelease(
  bytes: Uint8Array,
  key: KeyObject,
  here: InstalledProgram,
  newestSeen: string | null,
): Result<Release, ErrorCode> {
  if (bytes.byteLength > MAX_RELEASE_BYTES) return err('update.too-large', { limit: `${MAX_RELEASE_BYTES / 1024} KB` });
  const envelope = v.safeParse(SignedRelease, parseJson(Buffer.from(bytes).toString('utf8')));
  if (!envelope.success) return err('update.unreadable', { path: pathOf(envelope.issues) });
  const { manifest: text, signature } = envelope.output;
  const signed = Buffer.from(SIGNED_PREFIX + text, 'utf8');
  if (!isSignedBy(key, signed, Buffer.from(signature, 'base64'))) return err('update.unsigned');
  const manifest = v.safeParse(ReleaseManifest, parseJson(text));
  if (!manifest.success) return err('update.unreadable', { path: pathOf(manifest.issues) });
  return admit(manifest.output, here, newestSeen);
}

function admit(
  manifest: ReleaseManifest,
  here: InstalledProgram,
  newestSeen: string | null,
): Result<Release, ErrorCode> {
  const { version, minVersion } = manifest;
  const versions = { version, installed: here.version };
  const order = compareVersions(version, here.version);
  if (order === 0) return err('update.not-newer', versions);
  if (order < 0 || (newestSeen !== null && compareVersions(version, newestSeen) < 0))
    return err('update.older', versions);
  if (compareVersions(here.version, minVersion) < 0) return err('update.step-missing', { ...versions, minVersion });
  const file = fileFor(manifest.files, here);
  return file === undefined ? err('update.no-file', { version }) : ok({ manifest, file });
}

function pathOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const [first] = issues;
  return (first === undefined ? null : v.getDotPath(first)) ?? 'release.json';
}
