import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openP12 } from '#electron/services/signature/open-p12.ts';
import { makeTestCertificate } from '#electron/services/signature/test-certificate.ts';
import { codeOf, makeCertificate, mergeP12, openFresh, packP12, PASSWORD, valueOf } from './certificates.ts';
import { must, tempFolder } from '#test/support/tools.ts';

const { path, remove } = tempFolder();
const DAY = 86_400_000;
const now = (): Date => new Date();

beforeAll(() => {
  makeCertificate(path, '山东CA', 'rsa:3072', ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign']);
  const use = ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature,nonRepudiation'];
  makeCertificate(path, '张三', 'rsa:3072', [...use, 'extendedKeyUsage=clientAuth,emailProtection'], '山东CA');
  makeCertificate(path, '李四', 'P-256');
}, 60_000);
afterAll(remove);

describe('opening a certificate file', () => {
  it('opens RSA-3072 with its chain and says who holds it and who issued it', async () => {
    const identity = valueOf(await openP12(packP12(path, '张三', ['-certfile', path('山东CA.pem')]), PASSWORD, now()));
    expect(identity.summary).toMatchObject({
      commonName: '张三',
      organisation: '历下区大数据中心',
      issuer: '山东CA',
      keyAlgorithm: 'RSA-3072',
      selfSigned: false,
      test: false,
    });
    expect(identity.warnings).toEqual([]);
    expect(identity.chain).toHaveLength(1);
    expect(identity.key.extractable).toBe(false);
    const stated = must('openssl', ['x509', '-in', path('张三.pem'), '-noout', '-serial', '-fingerprint', '-sha256']);
    expect(stated.toLowerCase().replaceAll(':', '')).toContain(identity.summary.serial);
    expect(stated.toLowerCase().replaceAll(':', '')).toContain(identity.summary.sha256);
  });

  const MODES: readonly (readonly [string, readonly string[], string])[] = [
    ['PBES2 with AES-256 (OpenSSL 3, Windows AES256-SHA256)', [], PASSWORD],
    ['RC2-40 certificates and a 3DES key (OpenSSL 1, Java, older Windows)', ['-legacy'], PASSWORD],
    [
      '3DES with SHA-1 throughout (Windows TripleDES-SHA1)',
      ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
      PASSWORD,
    ],
    ['RC2-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128'], PASSWORD],
    ['PBES2 with AES-128 and no MAC', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-nomac'], PASSWORD],
    ['SHA-512 MAC', ['-macalg', 'sha512'], PASSWORD],
    ['an empty password', [], ''],
    ['an empty password, legacy', ['-legacy'], ''],
    ['plain certificates', ['-certpbe', 'NONE'], PASSWORD],
  ];
  it.each(MODES)('opens files protected by %s, and tells a wrong password', async (_, options, password) => {
    const file = packP12(path, '李四', options, password);
    expect(valueOf(await openP12(file, password, now())).summary.keyAlgorithm).toBe('P-256');
    expect(codeOf(await openP12(file, `${password}x`, now()))).toBe('signature.password-wrong');
  });

  it('tells what is not a certificate file', async () => {
    const pem = new Uint8Array(readFileSync(path('李四.pem')));
    for (const bytes of [new Uint8Array(0), Uint8Array.of(1, 2, 3), pem, packP12(path, '李四').subarray(0, 300)]) {
      expect(codeOf(await openP12(bytes, PASSWORD, now()))).toBe('signature.file-unreadable');
    }
  });

  it('tells a file without a private key, with several, and a key without its certificate', async () => {
    expect(codeOf(await openP12(packP12(path, '李四', ['-nokeys']), PASSWORD, now()))).toBe('signature.no-private-key');
    const lone = packP12(path, '李四', ['-nomac']);
    const both = mergeP12(lone, packP12(path, '张三', ['-nomac']));
    expect(codeOf(await openP12(both, PASSWORD, now()))).toBe('signature.several-certificates');
    const out = ['-passout', `pass:${PASSWORD}`, '-out', path('bare.p12')];
    must('openssl', ['pkcs12', '-export', '-nocerts', '-inkey', path('李四.key'), ...out]);
    const bare = new Uint8Array(readFileSync(path('bare.p12')));
    expect(codeOf(await openP12(bare, PASSWORD, now()))).toBe('signature.certificate-missing');
  });

  it('tells an expired certificate and one that is not valid yet, with the date', async () => {
    const file = packP12(path, '李四');
    const late = await openP12(file, PASSWORD, new Date(now().getTime() + 366 * DAY));
    expect(late).toMatchObject({ ok: false, error: { code: 'signature.certificate-expired' } });
    expect(late.ok ? '' : late.error.detail?.['date']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const early = await openP12(file, PASSWORD, new Date(now().getTime() - DAY));
    expect(codeOf(early)).toBe('signature.certificate-not-yet-valid');
  });

  it('refuses RSA under 2,048 bits, naming both sizes, and warns of the end of 2,048', async () => {
    const weak = await openFresh(path, '弱', 'rsa:1024');
    expect(weak).toMatchObject({ error: { code: 'signature.key-too-weak', detail: { bits: 1024, needed: 2048 } } });
    expect(valueOf(await openFresh(path, '常见', 'rsa:2048')).warnings).toEqual(['self-signed', 'key-until-2029']);
  });

  it('refuses keys it does not sign with', async () => {
    expect(codeOf(await openFresh(path, '国密', 'SM2'))).toBe('signature.algorithm-unsupported');
    expect(codeOf(await openFresh(path, 'PSS', 'rsa-pss:2048'))).toBe('signature.algorithm-unsupported');
  });

  const UNSUITABLE: readonly (readonly [string, string, readonly string[]])[] = [
    ['signature.certificate-authority', 'CA', ['basicConstraints=CA:TRUE', 'keyUsage=digitalSignature,keyCertSign']],
    ['signature.certificate-purpose', 'TLS', ['keyUsage=digitalSignature', 'extendedKeyUsage=serverAuth,clientAuth']],
    ['signature.certificate-purpose', 'TSA', ['keyUsage=digitalSignature', 'extendedKeyUsage=critical,timeStamping']],
    ['signature.certificate-purpose', 'TSA and mail', ['extendedKeyUsage=timeStamping,emailProtection']],
    ['signature.certificate-extension', 'something unknown', ['1.2.3.4.5=critical,ASN1:UTF8String:x']],
    ['signature.key-usage-unsuitable', 'encryption', ['keyUsage=keyEncipherment,keyAgreement']],
  ];
  it.each(UNSUITABLE)('%s: refuses a certificate for %s', async (code, name, extensions) => {
    expect(codeOf(await openFresh(path, name, 'P-256', extensions))).toBe(code);
  });

  it('accepts a certificate without nonRepudiation, with a warning', async () => {
    const opened = valueOf(await openFresh(path, 'plain', 'P-256', ['keyUsage=digitalSignature']));
    expect(opened.warnings).toEqual(['self-signed', 'non-repudiation-missing']);
    expect(valueOf(await openFresh(path, 'none', 'P-256', [])).warnings).toContain('non-repudiation-missing');
  });

  it('never crashes on a damaged file', async () => {
    const file = packP12(path, '李四', ['-nomac', '-certpbe', 'NONE']);
    const damage = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(damage, async ([position, change]) => {
        const damaged = file.map((byte, index) => (index === position ? byte ^ change : byte));
        expect(codeOf(await openP12(damaged, PASSWORD, now()))).toMatch(/^(ok|signature\.[a-z-]+)$/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the certificate for trial', () => {
  it('says 测试证书 in its name and policy, lasts a year and opens in openssl', async () => {
    const at = new Date('2026-01-05T06:30:25Z');
    const made = await makeTestCertificate({ name: '王五', organisation: '历下区大数据中心', now: at });
    const identity = valueOf(await openP12(made.p12, made.password, at));
    expect(identity.summary).toMatchObject({
      commonName: '王五（测试证书）',
      issuer: '王五（测试证书）',
      notBefore: '2026-01-05T06:30:25.000Z',
      notAfter: '2027-01-05T06:30:25.000Z',
      keyAlgorithm: 'P-256',
      test: true,
    });
    expect(identity.warnings).toEqual(['self-signed']);
    writeFileSync(path('trial.p12'), made.p12);
    const open = ['pkcs12', '-in', path('trial.p12'), '-passin', `pass:${made.password}`, '-nodes'];
    must('openssl', [...open, '-out', path('trial.pem')]);
    const text = must('openssl', [
      'x509',
      '-in',
      path('trial.pem'),
      '-noout',
      '-text',
      '-nameopt',
      'utf8,sep_comma_plus',
    ]);
    expect(text).toContain('Subject: C=CN,O=历下区大数据中心,CN=王五（测试证书）');
    expect(text).toContain('Digital Signature, Non Repudiation');
    expect(text).toContain('测试证书，仅供试用，不具有法律效力');
    expect(must('openssl', ['pkey', '-in', path('trial.pem'), '-check', '-noout'])).toContain('valid');
  });

  it('never repeats a key, a serial number or a password', async () => {
    const input = { name: '王五', organisation: '历下区大数据中心', now: new Date('2026-01-05T06:30:25Z') };
    const [one, two] = [await makeTestCertificate(input), await makeTestCertificate(input)];
    expect(one.password).not.toBe(two.password);
    const serial = async (made: typeof one): Promise<string> =>
      valueOf(await openP12(made.p12, made.password, input.now)).summary.serial;
    expect(await serial(one)).not.toBe(await serial(two));
  });
});
