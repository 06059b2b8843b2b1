import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { OctetString } from 'asn1js';
import { AuthenticatedSafe, ContentInfo, type MacData, PFX } from 'pkijs';
import { type OpenP12Error, openP12, type SigningIdentity } from '#electron/services/signature/open-p12.ts';
import { makeTestCertificate } from '#electron/services/signature/test-certificate.ts';
import type { Result } from '#shared/result.ts';
import { must } from '#test/support/tools.ts';

export type Key = 'rsa:3072' | 'rsa:2048' | 'rsa:1024' | 'rsa-pss:2048' | 'P-256' | 'P-384' | 'P-521' | 'SM2';
type Path = (name: string) => string;

export const PASSWORD = '口令 Pw-1';
const SIGNER_USE = 'keyUsage=critical,digitalSignature,nonRepudiation';

/** The value of a success; a failure ends the test with its code. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`unexpected failure: ${result.error.code} ${JSON.stringify(result.error.detail)}`);
  return result.value;
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

interface Unusual {
  /** Of validity; a year unless told. */
  readonly days?: number;
  /** As openssl writes it; `/C=CN/O=历下区大数据中心/CN=NAME` unless told. */
  readonly subject?: string;
  /** Whose key is certified anew, instead of a fresh one. */
  readonly keyOf?: string;
}

/** Writes NAME.key and NAME.pem: a certificate of the given key and extensions, by CA.pem where `issuer` names one. */
export function makeCertificate(
  path: Path,
  name: string,
  key: Key,
  extensions: readonly string[] = ['basicConstraints=CA:FALSE', SIGNER_USE],
  issuer?: string,
  { days = 365, subject: named = `/C=CN/O=历下区大数据中心/CN=${name}`, keyOf }: Unusual = {},
): void {
  const [kind = '', bits = ''] = key.split(':');
  const algorithm = kind.startsWith('rsa')
    ? ['-algorithm', kind.toUpperCase(), '-pkeyopt', `rsa_keygen_bits:${bits}`]
    : ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${key}`, '-pkeyopt', 'ec_param_enc:named_curve'];
  if (keyOf === undefined) must('openssl', ['genpkey', ...algorithm, '-out', path(`${name}.key`)]);
  else copyFileSync(path(`${keyOf}.key`), path(`${name}.key`));
  const config = ['[req]', 'distinguished_name=dn', '[dn]', '[ext]', ...extensions].join('\n');
  writeFileSync(path(`${name}.cnf`), config);
  const subject = ['-subj', named, '-utf8', '-config', path(`${name}.cnf`)];
  const by = issuer === undefined ? [] : ['-CA', path(`${issuer}.pem`), '-CAkey', path(`${issuer}.key`)];
  const output = ['-extensions', 'ext', '-days', String(days), '-out', path(`${name}.pem`)];
  must('openssl', ['req', '-x509', '-new', '-key', path(`${name}.key`), ...subject, ...by, ...output]);
}

/** Packs NAME.key and NAME.pem as a .p12 with further options of `openssl pkcs12 -export`. */
export function packP12(path: Path, name: string, options: readonly string[] = [], password = PASSWORD): Uint8Array {
  const out = path(`${name}.p12`);
  const input = ['-inkey', path(`${name}.key`), '-in', path(`${name}.pem`)];
  must('openssl', ['pkcs12', '-export', ...input, ...options, '-passout', `pass:${password}`, '-out', out]);
  return new Uint8Array(readFileSync(out));
}

function safesOf(file: Uint8Array): readonly ContentInfo[] {
  const content: unknown = PFX.fromBER(Uint8Array.from(file)).authSafe.content;
  if (!(content instanceof OctetString)) throw new Error('not a password file');
  return AuthenticatedSafe.fromBER(content.getValue()).safeContents;
}

/** A file without a MAC that holds what several files of one password hold. */
export function mergeP12(...files: readonly Uint8Array[]): Uint8Array {
  return packed(new AuthenticatedSafe({ safeContents: files.flatMap(safesOf) }).toSchema().toBER());
}

/** A .p12 of the given contents, with no MAC or one made of the contents' bytes. */
export function packed(valueHex: ArrayBuffer, mac?: MacData): Uint8Array {
  const authSafe = new ContentInfo({ contentType: ContentInfo.DATA, content: new OctetString({ valueHex }) });
  return new Uint8Array(new PFX({ authSafe, ...(mac === undefined ? {} : { macData: mac }) }).toSchema().toBER());
}

/** A certificate in the making to its opening, for tests that only look at the outcome. */
export async function openFresh(
  path: Path,
  name: string,
  key: Key,
  extensions?: readonly string[],
): Promise<Result<SigningIdentity, OpenP12Error>> {
  makeCertificate(path, name, key, extensions);
  return await openP12(packP12(path, name), PASSWORD, new Date());
}

/** An identity for trial. */
export async function testIdentity(name: string, now: Date): Promise<SigningIdentity> {
  const { p12, password } = await makeTestCertificate({ name, organisation: '历下区大数据中心', now });
  return valueOf(await openP12(p12, password, now));
}
