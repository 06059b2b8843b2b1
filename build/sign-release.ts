import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { keyFingerprint } from '#electron/services/updates/publisher-key.ts';
import { Sha256 } from '#shared/ids.ts';
import { PRODUCT, RELEASE_FILE, ReleaseManifest, SIGNED_PREFIX } from '#shared/updates/release.ts';
import type { ReleaseFile } from '#shared/updates/release.ts';
import { ROOT } from './setup/project.mjs';

// node build/sign-release.ts keys --out DIR
// node build/sign-release.ts sign --key FILE --dir DIR [--min VERSION] [--notes FILE] [--date YYYY-MM-DD]

const USAGE = `node build/sign-release.ts keys --out DIR
  makes the publisher's key pair: release-key.pem stays with the publisher, off the network; release-key.txt goes to everyone
node build/sign-release.ts sign --key FILE --dir DIR [--min VERSION] [--notes FILE] [--date YYYY-MM-DD]
  writes DIR/${RELEASE_FILE} for the installers of this version that lie in DIR (npm run package puts them in out/release)
  RELEASE_KEY_PASSPHRASE: the passphrase of the private key, for both`;

const FORMATS: Readonly<Record<string, ReleaseFile['format']>> = {
  deb: 'deb',
  AppImage: 'appimage',
  exe: 'nsis',
  zip: 'archive',
};
const SYSTEMS: Readonly<Record<string, ReleaseFile['platform']>> = { linux: 'linux', win: 'win32', any: 'any' };

/** Each kind of installer has its own word for a processor, and the installer maker uses it. */
const PROCESSORS: Readonly<Record<string, ReleaseFile['arch']>> = {
  x64: 'x64',
  amd64: 'x64',
  x86_64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
  any: 'any',
};

/** The publisher's new key pair: PEM (encrypted where there is a passphrase), and the public 32 bytes as base64. */
export function makeKeyPair(passphrase: string): { readonly pem: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const locked = passphrase === '' ? {} : { cipher: 'aes-256-cbc', passphrase };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }).toString();
  return { pem, publicKey: publicHalf(privateKey) };
}

function publicHalf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
}

/** The text of a release file. */
export function signRelease(manifest: ReleaseManifest, key: KeyObject): string {
  const text = JSON.stringify(v.parse(ReleaseManifest, manifest), null, 2);
  const signature = sign(null, Buffer.from(SIGNED_PREFIX + text, 'utf8'), key).toString('base64');
  return `${JSON.stringify({ manifest: text, signature })}\n`;
}

/** The installers of `version` in a folder, by the names that npm run package gives them. */
export function releaseFiles(dir: string, version: string): ReleaseFile[] {
  const shape = new RegExp(`^${PRODUCT}-${version.replaceAll('.', '\\.')}-(linux|win|any)-(\\w+)\\.(\\w+)$`);
  return readdirSync(dir).flatMap((name) => {
    const [, system = '', processor = '', extension = ''] = shape.exec(name) ?? [];
    const [platform, arch, format] = [SYSTEMS[system], PROCESSORS[processor], FORMATS[extension]];
    if (platform === undefined || arch === undefined || format === undefined) return [];
    const bytes = readFileSync(join(dir, name));
    const sha256 = v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));
    return [{ platform, arch, format, name, bytes: bytes.length, sha256 }];
  });
}

function keys(out: string, passphrase: string): number {
  const [secret, open] = [join(out, 'release-key.pem'), join(out, 'release-key.txt')];
  if (existsSync(secret))
    return refuse(`${secret} is there already: a lost key cannot be replaced, so it is not overwritten`);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const { pem, publicKey } = makeKeyPair(passphrase);
  writeFileSync(secret, pem, { mode: 0o600, flag: 'wx' });
  writeFileSync(open, `${publicKey}\n`);
  console.log(`public key   ${publicKey}\nfingerprint  ${keyFingerprint(publicKey) ?? ''}`);
  if (passphrase === '') console.log('The private key has no passphrase (RELEASE_KEY_PASSPHRASE was not set).');
  return 0;
}

interface SignFlags {
  readonly key: string;
  readonly dir: string;
  readonly min: string | undefined;
  readonly notes: string | undefined;
  readonly date: string | undefined;
}

function signFolder({ key, dir, min, notes, date }: SignFlags, passphrase: string): number {
  const { version } = v.parse(
    v.object({ version: v.string() }),
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
  );
  const files = releaseFiles(dir, version);
  if (files.length === 0) return refuse(`there is no installer of ${version} in ${dir}`);
  const privateKey = createPrivateKey({ key: readFileSync(key), passphrase });
  const manifest = v.parse(ReleaseManifest, {
    format: 1,
    product: PRODUCT,
    version,
    minVersion: min ?? '0.0.0',
    date: date ?? new Date().toISOString().slice(0, 10),
    notes: notes === undefined ? '' : readFileSync(notes, 'utf8').trim(),
    files,
  });
  writeFileSync(join(dir, RELEASE_FILE), signRelease(manifest, privateKey));
  for (const { name, bytes } of files) console.log(`${name}  ${bytes} bytes`);
  console.log(`${join(dir, RELEASE_FILE)} is signed by ${keyFingerprint(publicHalf(privateKey)) ?? ''}`);
  return 0;
}

function refuse(reason: string): number {
  console.error(reason);
  return 2;
}

function main(): number {
  const text = { type: 'string' } as const;
  const options = { out: text, key: text, dir: text, min: text, notes: text, date: text };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const { out, key, dir, min, notes, date } = values;
  const passphrase = process.env['RELEASE_KEY_PASSPHRASE'] ?? '';
  if (positionals[0] === 'keys' && out !== undefined) return keys(out, passphrase);
  if (positionals[0] === 'sign' && key !== undefined && dir !== undefined)
    return signFolder({ key, dir, min, notes, date }, passphrase);
  return refuse(USAGE);
}

if (import.meta.main) process.exitCode = main();
