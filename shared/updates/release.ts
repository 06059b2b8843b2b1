import * as v from 'valibot';
import { Sha256 } from '../ids.ts';
import { isDay } from '../reading/days.ts';
import { Version } from './version.ts';

/** The product a release is of: a publisher's key may sign releases of others too. */
export const PRODUCT = 'smart-community-acceptance-workbench';

/** The file that says what there is, on the server and on a USB stick alike. */
export const RELEASE_FILE = 'release.json';

/** Largest release file, in bytes. */
export const MAX_RELEASE_BYTES = 64 * 1024;

/** Largest installer, in bytes. */
export const MAX_INSTALLER_BYTES = 1024 ** 3;

/** What precedes the manifest's text under the signature: a signature over anything else is never one over a release. */
export const SIGNED_PREFIX = 'smart-community-acceptance-workbench release 1\n';

const Bytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INSTALLER_BYTES));
const FileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/));

/** One installer. `archive`: the browser edition, a folder to put in place of the old one, on any system. */
export const ReleaseFile = v.strictObject({
  platform: v.picklist(['linux', 'win32', 'any']),
  arch: v.picklist(['x64', 'arm64', 'any']),
  format: v.picklist(['deb', 'appimage', 'nsis', 'archive']),
  name: FileName,
  bytes: Bytes,
  sha256: Sha256,
});
export type ReleaseFile = v.InferOutput<typeof ReleaseFile>;

/** What a publisher states of a release. */
export const ReleaseManifest = v.strictObject({
  format: v.literal(1),
  product: v.literal(PRODUCT),
  version: Version,
  /** The oldest version that can go to this one directly. */
  minVersion: Version,
  date: v.pipe(v.string(), v.check(isDay)),
  notes: v.pipe(v.string(), v.maxLength(4000)),
  files: v.pipe(v.array(ReleaseFile), v.minLength(1), v.maxLength(20)),
});
export type ReleaseManifest = v.InferOutput<typeof ReleaseManifest>;

/** The release file: the manifest as the very text that was signed, and an Ed25519 signature, base64. */
export const SignedRelease = v.strictObject({
  manifest: v.pipe(v.string(), v.maxLength(MAX_RELEASE_BYTES)),
  signature: v.pipe(v.string(), v.base64(), v.length(88)),
});

/** What is installed here: decides which file of a release fits. */
export interface InstalledProgram {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  readonly format: ReleaseFile['format'];
}

/** The file that fits, or undefined. */
export function fileFor(files: readonly ReleaseFile[], here: InstalledProgram): ReleaseFile | undefined {
  return files.find(
    ({ platform, arch, format }) =>
      format === here.format &&
      (platform === 'any' || platform === here.platform) &&
      (arch === 'any' || arch === here.arch),
  );
}
