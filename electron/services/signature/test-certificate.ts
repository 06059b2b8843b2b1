import { BitString, IA5String, Integer, ObjectIdentifier, PrintableString, Sequence, Set, Utf8String } from 'asn1js';
import {
  AuthenticatedSafe,
  BasicConstraints,
  CertBag,
  Certificate,
  Extension,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  RelativeDistinguishedNames,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { TEST_MARK } from '#shared/publication/certificate-holder.ts';
import type { SigningIdentity } from './open-p12.ts';

export interface TestCertificateInput {
  readonly name: string;
  readonly organisation: string;
  readonly now: Date;
  /** Source of the serial number and the password; the key itself always comes from the system. */
  readonly random?: (length: number) => Uint8Array;
}

export interface TestCertificate {
  readonly p12: Uint8Array;
  readonly password: string;
}

type KeyPair = Readonly<Record<'publicKey' | 'privateKey', SigningIdentity['key']>>;

const ITERATIONS = 2048;
const PASSWORD_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
const NOTICE = `${TEST_MARK}，仅供试用，不具有法律效力`;
const systemRandom = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const attribute = (type: string, value: PrintableString | Utf8String): Set =>
  new Set({ value: [new Sequence({ value: [new ObjectIdentifier({ value: type }), value] })] });

/** One attribute per level; pkijs alone would put all of them into a single multi-valued level. */
function distinguishedName(input: TestCertificateInput): RelativeDistinguishedNames {
  const levels = [
    attribute('2.5.4.6', new PrintableString({ value: 'CN' })),
    attribute('2.5.4.10', new Utf8String({ value: input.organisation })),
    attribute('2.5.4.3', new Utf8String({ value: `${input.name}（${TEST_MARK}）` })),
  ];
  return RelativeDistinguishedNames.fromBER(new Sequence({ value: levels }).toBER());
}

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

/** anyPolicy with a user notice: what a certificate viewer shows as the issuer's statement. */
const policyNotice = (): Sequence =>
  new Sequence({
    value: [
      new Sequence({
        value: [
          new ObjectIdentifier({ value: '2.5.29.32.0' }),
          new Sequence({
            value: [
              new Sequence({
                value: [
                  new ObjectIdentifier({ value: '1.3.6.1.5.5.7.2.2' }),
                  new Sequence({ value: [new Utf8String({ value: NOTICE })] }),
                ],
              }),
            ],
          }),
        ],
      }),
    ],
  });

function extensions(): Extension[] {
  // digitalSignature + nonRepudiation; six unused bits, as DER wants for a named bit list.
  const keyUsage = new BitString({ valueHex: Uint8Array.of(0b1100_0000).buffer, unusedBits: 6 });
  return [
    extension('2.5.29.19', true, new BasicConstraints().toSchema()),
    extension('2.5.29.15', true, keyUsage),
    extension('2.5.29.32', false, policyNotice()),
    extension('2.16.840.1.113730.1.13', false, new IA5String({ value: 'TEST CERTIFICATE, NOT FOR OFFICIAL USE' })),
  ];
}

function serialNumber(random: (length: number) => Uint8Array): Integer {
  const bytes = new Uint8Array(random(16));
  // Positive and without a leading zero byte.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return new Integer({ valueHex: bytes.buffer });
}

async function selfSign(input: TestCertificateInput, keys: KeyPair): Promise<Certificate> {
  const certificate = new Certificate({ version: 2, serialNumber: serialNumber(input.random ?? systemRandom) });
  certificate.subject = distinguishedName(input);
  certificate.issuer = distinguishedName(input);
  const start = new Date(Math.floor(input.now.getTime() / 1000) * 1000);
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  certificate.notBefore.value = start;
  certificate.notAfter.value = end;
  certificate.extensions = extensions();
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  return certificate;
}

async function pack(certificate: Certificate, pkcs8: ArrayBuffer, password: string): Promise<Uint8Array> {
  const encoded = new TextEncoder().encode(password).buffer;
  const keyBag = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(pkcs8) });
  await keyBag.makeInternalValues({
    password: encoded,
    // pkijs demands an IV here but draws a random one itself.
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256, iv: new ArrayBuffer(0) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  });
  const safe = new SafeContents({
    safeBags: [
      new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: keyBag }),
      new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.3', bagValue: new CertBag({ parsedValue: certificate }) }),
    ],
  });
  const pfx = new PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new AuthenticatedSafe({ parsedValue: { safeContents: [{ privacyMode: 0, value: safe }] } }),
    },
  });
  await pfx.parsedValue?.authenticatedSafe?.makeInternalValues({ safeContents: [{}] });
  await pfx.makeInternalValues({
    password: encoded,
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(pfx.toSchema().toBER());
}

/**
 * Makes a self-signed P-256 certificate for trial, valid for one year from `now`, with 测试证书 in its name and in its policy
 * notice, and packs it with its key as a .p12 under a fresh password of 16 characters (about 90 bits).
 */
export async function makeTestCertificate(input: TestCertificateInput): Promise<TestCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await selfSign(input, keys);
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  const password = Array.from(
    (input.random ?? systemRandom)(16),
    (byte) => PASSWORD_ALPHABET[byte % PASSWORD_ALPHABET.length] ?? '',
  ).join('');
  return { p12: await pack(certificate, pkcs8, password), password };
}
