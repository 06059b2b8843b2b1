import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { isCertifiedBy, isSelfSigned, parseCertificate, summarise } from '#shared/verify/certificate.ts';
import { must, tempFolder } from '#test/support/tools.ts';

const { path, remove } = tempFolder();
afterAll(remove);

/** A certificate that its holder signed, DER. */
function selfSigned(name: string, key: readonly string[], signature: readonly string[] = []): Uint8Array {
  must('openssl', ['genpkey', ...key, '-out', path(`${name}.key`)]);
  const request = ['req', '-x509', '-new', '-key', path(`${name}.key`), '-subj', `/CN=${name}`, ...signature];
  must('openssl', [...request, '-outform', 'DER', '-out', path(`${name}.der`)]);
  return new Uint8Array(readFileSync(path(`${name}.der`)));
}

const RSA = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];
const curve = (name: string): readonly string[] => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${name}`];
const PSS = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];

describe('a certificate’s signature', () => {
  const KINDS: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
    ['rsa', RSA, [], 'RSA-2048'],
    ['sha1', RSA, ['-sha1'], 'RSA-2048'],
    ['pss', RSA, ['-sha256', ...PSS], 'RSA-2048'],
    ['psskey', ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'], ['-sha384'], 'RSA-PSS'],
    ['p256', curve('P-256'), ['-sha512'], 'P-256'],
    ['p384', curve('P-384'), [], 'P-384'],
    ['p521', curve('P-521'), ['-sha1'], 'P-521'],
    ['ed25519', ['-algorithm', 'ED25519'], [], 'unknown'],
  ];
  it.each(KINDS)('holds by WebCrypto as by the system: %s', async (name, key, signature, algorithm) => {
    const der = selfSigned(name, key, signature);
    const system = new X509Certificate(der);
    expect(system.verify(system.publicKey)).toBe(true);
    const certificate = parseCertificate(der);
    expect(await isSelfSigned(certificate)).toBe(true);
    expect((await summarise(certificate)).keyAlgorithm).toBe(algorithm);
    const changed = Uint8Array.from(der);
    changed[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    expect(await isSelfSigned(parseCertificate(changed))).toBe(false);
  });

  it('of an algorithm that nothing here can check is neither true nor false', async () => {
    const certificate = parseCertificate(selfSigned('md5', RSA, ['-md5']));
    expect(await isCertifiedBy(certificate, certificate)).toBeNull();
    expect(await isSelfSigned(certificate)).toBe(false);
  });
});
