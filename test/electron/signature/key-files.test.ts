import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import fc from 'fast-check';
import {
  AlgorithmIdentifier,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  ContentInfo,
  DigestInfo,
  MacData,
  PFX,
  PKCS8ShroudedKeyBag,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashRounds } from '#electron/services/signature/p12/hash-rounds.ts';
import { openIdentities, openP12 } from '#electron/services/signature/open-p12.ts';
import { KDF_PURPOSE, pkcs12Kdf } from '#electron/services/signature/p12/kdf.ts';
import { codeOf, makeCertificate, mergeP12, packed, packP12, PASSWORD, valueOf } from './certificates.ts';
import { must, tempFolder } from '#test/support/tools.ts';

const { path, remove } = tempFolder();
const now = (): Date => new Date();
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const CA = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign'];
const SIGN = ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature,nonRepudiation'];
const ENCIPHER = ['basicConstraints=CA:FALSE', 'keyUsage=keyEncipherment,dataEncipherment'];

beforeAll(() => {
  makeCertificate(path, '根', 'P-256', CA, undefined, { days: 3650 });
  makeCertificate(path, '甲', 'P-256', SIGN, '根');
});
afterAll(remove);

const der = (file: string): Buffer => {
  must('openssl', ['x509', '-in', path(`${file}.pem`), '-outform', 'DER', '-out', path(`${file}.der`)]);
  return readFileSync(path(`${file}.der`));
};

const legacyParams = (salt: Uint8Array, rounds: number): Sequence =>
  new Sequence({
    value: [new OctetString({ valueHex: Uint8Array.from(salt).buffer }), new Integer({ value: rounds })],
  });

/** A key under 3DES whose password was encoded in the given way, as no program here can be told to. */
async function oldFile(password: Uint8Array, rounds = 2048): Promise<Uint8Array> {
  const salt = Uint8Array.from({ length: 8 }, (_, i) => i + 1);
  const base = { hash: 'sha1', password, salt, iterations: rounds };
  const key = await pkcs12Kdf({ ...base, purpose: KDF_PURPOSE.key, length: 24 });
  const iv = await pkcs12Kdf({ ...base, purpose: KDF_PURPOSE.iv, length: 8 });
  must('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', path('甲.key'), '-outform', 'DER', '-out', path('甲.p8')]);
  const cipher = createCipheriv('des-ede3-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(readFileSync(path('甲.p8'))), cipher.final()]);
  const keyBag = new PKCS8ShroudedKeyBag({
    encryptionAlgorithm: new AlgorithmIdentifier({
      algorithmId: '1.2.840.113549.1.12.1.3',
      algorithmParams: legacyParams(salt, rounds),
    }),
    encryptedData: new OctetString({ valueHex: Uint8Array.from(encrypted).buffer }),
  });
  const certificate = Certificate.fromBER(Uint8Array.from(der('甲')));
  const contents = new SafeContents({
    safeBags: [
      new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: keyBag }),
      new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.3', bagValue: new CertBag({ parsedValue: certificate }) }),
    ],
  });
  const safe = new ContentInfo({
    contentType: ContentInfo.DATA,
    content: new OctetString({ valueHex: contents.toSchema().toBER() }),
  });
  return packed(new AuthenticatedSafe({ safeContents: [safe] }).toSchema().toBER());
}

const HMAC = { sha1: '7', sha224: '8', sha256: '9', sha384: '10', sha512: '11' } as const;
const algorithm = (id: string, params: Sequence | Null): Sequence =>
  new Sequence({ value: [new ObjectIdentifier({ value: id }), params] });

/** The file with a PBMAC1 (RFC 9579) in place of its MAC. */
function withPbmac1(file: Uint8Array, password: string, hash: keyof typeof HMAC): Uint8Array {
  const content: unknown = PFX.fromBER(Uint8Array.from(file)).authSafe.content;
  if (!(content instanceof OctetString)) throw new Error('no contents');
  const data = content.getValue();
  const salt = Uint8Array.from({ length: 16 }, (_, i) => i);
  const key = pbkdf2Sync(password, salt, 2048, 32, hash);
  const hmac = algorithm(`1.2.840.113549.2.${HMAC[hash]}`, new Null());
  const length = new Integer({ value: 32 });
  const rounds = new Integer({ value: 2048 });
  const kdf = new Sequence({ value: [new OctetString({ valueHex: salt.buffer }), rounds, length, hmac] });
  const params = new Sequence({ value: [algorithm('1.2.840.113549.1.5.12', kdf), hmac] });
  const digest = createHmac(hash, key).update(Buffer.from(data)).digest();
  const mac = new MacData({
    mac: new DigestInfo({
      digestAlgorithm: new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.5.14', algorithmParams: params }),
      digest: new OctetString({ valueHex: Uint8Array.from(digest).buffer }),
    }),
    macSalt: new OctetString({ valueHex: salt.buffer }),
    iterations: 1,
  });
  return packed(data, mac);
}

describe('passwords of certificate files', () => {
  const OLD = [
    'PBE-SHA1-3DES',
    'PBE-SHA1-2DES',
    'PBE-SHA1-RC2-40',
    'PBE-SHA1-RC2-128',
    'PBE-SHA1-RC4-40',
    'PBE-SHA1-RC4-128',
  ];
  const MODERN = ['AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'DES-EDE3-CBC'];
  /** How a password becomes a key differs between old and modern, and not from cipher to cipher. */
  const passwordsOf = (cipher: string) =>
    ['PBE-SHA1-3DES', 'AES-256-CBC'].includes(cipher) ? ['', 'secret', '密码'] : ['密码'];
  it.each([...OLD, ...MODERN])('opens %s under an empty, a plain and a Chinese password', async (cipher) => {
    for (const password of passwordsOf(cipher)) {
      const file = packP12(path, '甲', ['-legacy', '-keypbe', cipher, '-certpbe', cipher], password);
      expect(valueOf(await openP12(file, password, now())).summary.holder).toBe('甲');
      expect(codeOf(await openP12(file, `${password}?`, now()))).toBe('signature.password-wrong');
      const bare = packP12(path, '甲', ['-legacy', '-keypbe', cipher, '-certpbe', cipher, '-nomac'], password);
      expect(codeOf(await openP12(bare, password, now()))).toBe('ok');
      expect(codeOf(await openP12(bare, `${password}?`, now()))).toBe('signature.password-wrong');
    }
  });

  it('opens an old cipher whichever way an empty or a Chinese password was encoded', async () => {
    const misread = Buffer.from(`${Buffer.from('密码', 'utf8').toString('latin1')}\0`, 'utf16le').swap16();
    expect(codeOf(await openP12(await oldFile(new Uint8Array(0)), '', now()))).toBe('ok');
    expect(codeOf(await openP12(await oldFile(Uint8Array.of(0, 0)), '', now()))).toBe('ok');
    expect(codeOf(await openP12(await oldFile(misread), '密码', now()))).toBe('ok');
    expect(codeOf(await openP12(await oldFile(misread), '密', now()))).toBe('signature.password-wrong');
  });

  it.each(['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const)('takes a MAC and a PBMAC1 of %s', async (hash) => {
    const file = packP12(path, '甲', ['-macalg', hash], 'secret');
    expect(codeOf(await openP12(file, 'secret', now()))).toBe('ok');
    expect(codeOf(await openP12(file, 'wrong', now()))).toBe('signature.password-wrong');
    const modern = withPbmac1(packP12(path, '甲', ['-nomac'], 'secret'), 'secret', hash);
    expect(codeOf(await openP12(modern, 'secret', now()))).toBe('ok');
    expect(codeOf(await openP12(modern, 'wrong', now()))).toBe('signature.password-wrong');
  });

  it('opens a key that lies in the file in the clear', async () => {
    const file = packP12(path, '甲', ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac'], '');
    expect(codeOf(await openP12(file, '', now()))).toBe('ok');
  });

  it('hashes a digest again and again as the system would', async () => {
    const hashes = fc.constantFrom('sha1', 'sha256', 'sha512');
    await fc.assert(
      fc.asyncProperty(hashes, fc.uint8Array(), fc.nat(60), async (hash, data, rounds) => {
        const first = createHash(hash).update(data).digest();
        let expected = first;
        for (let round = 0; round < rounds; round++) expected = createHash(hash).update(expected).digest();
        expect(Buffer.from(await hashRounds(hash, first, rounds))).toEqual(expected);
      }),
    );
  });
});

describe('several certificates in one file', () => {
  it('takes the one for signing beside one for enciphering (双证书)', async () => {
    makeCertificate(path, '加密', 'P-256', ENCIPHER, '根', { subject: '/CN=甲' });
    const [sign, encipher] = [packP12(path, '甲', ['-nomac']), packP12(path, '加密', ['-nomac'])];
    for (const file of [mergeP12(sign, encipher), mergeP12(encipher, sign)]) {
      expect(valueOf(await openP12(file, PASSWORD, now())).summary.sha256).toBe(
        valueOf(await openP12(sign, PASSWORD, now())).summary.sha256,
      );
    }
  });

  it.each(['', '根'])('takes the renewed certificate of a key beside the expired one (issuer: %s)', async (issuer) => {
    const by = issuer === '' ? undefined : issuer;
    makeCertificate(path, '旧', 'P-256', SIGN, by, { subject: '/CN=丙', days: 30 });
    makeCertificate(path, '新', 'P-256', SIGN, by, { subject: '/CN=丙', days: 3000, keyOf: '旧' });
    const both = mergeP12(packP12(path, '旧', ['-nomac']), packP12(path, '新', ['-nomac']));
    const opened = valueOf(await openP12(both, PASSWORD, inDays(60)));
    expect(opened.summary).toMatchObject({ holder: '丙', selfSigned: issuer === '' });
    expect(opened.summary.notAfter > inDays(1000).toISOString()).toBe(true);
    expect(codeOf(await openP12(both, PASSWORD, inDays(3100)))).toBe('signature.certificate-expired');
  });

  it('lists those that suit in words, and takes the one whose fingerprint is named', async () => {
    makeCertificate(path, '乙', 'P-384', SIGN, '根');
    const both = mergeP12(packP12(path, '甲', ['-nomac']), packP12(path, '乙', ['-nomac']));
    const all = valueOf(await openIdentities(both, PASSWORD, now()));
    expect(all.map(({ summary }) => summary.holder).toSorted()).toEqual(['乙', '甲'].toSorted());
    const unsaid = await openP12(both, PASSWORD, now());
    expect(unsaid).toMatchObject({ error: { code: 'signature.several-certificates', detail: { count: 2 } } });
    for (const { summary } of all) {
      expect(unsaid.ok ? '' : unsaid.error.detail?.['choices']).toContain(
        `${summary.sha256.slice(0, 12)} ${summary.holder}（历下区大数据中心），根 颁发`,
      );
      const typed = summary.sha256.slice(0, 12).toUpperCase().replaceAll(/(..)/g, '$1:');
      expect(valueOf(await openP12(both, PASSWORD, now(), typed)).summary.holder).toBe(summary.holder);
    }
    expect(codeOf(await openP12(both, PASSWORD, now(), 'ffff'))).toBe('signature.certificate-unknown');
    expect(codeOf(await openP12(both, PASSWORD, now(), ''))).toBe('signature.certificate-unknown');
  });
});

describe('who a certificate names, and who vouches for it', () => {
  it.each(['P-384', 'P-521', 'rsa:2048'] as const)('signs with %s', async (key) => {
    makeCertificate(path, '戊', key, SIGN, '根');
    expect(codeOf(await openP12(packP12(path, '戊'), PASSWORD, now()))).toBe('ok');
  });

  it('refuses one that names nobody, and takes the office where no person is named', async () => {
    makeCertificate(path, '无名', 'P-256', SIGN, '根', { subject: '/' });
    expect(codeOf(await openP12(packP12(path, '无名'), PASSWORD, now()))).toBe('signature.certificate-nameless');
    makeCertificate(path, '空白', 'P-256', SIGN, '根', { subject: '/C=CN/CN= ' });
    expect(codeOf(await openP12(packP12(path, '空白'), PASSWORD, now()))).toBe('signature.certificate-nameless');
    makeCertificate(path, '单位', 'P-256', SIGN, '根', { subject: '/C=CN/O=历下区大数据中心' });
    expect(valueOf(await openP12(packP12(path, '单位'), PASSWORD, now())).summary.holder).toBe('历下区大数据中心');
  });

  it('refuses one that names itself as its issuer and is signed by another key', async () => {
    makeCertificate(path, '同名CA', 'P-256', CA, undefined, { subject: '/CN=同名' });
    makeCertificate(path, '同名', 'P-256', SIGN, '同名CA', { subject: '/CN=同名' });
    expect(codeOf(await openP12(packP12(path, '同名'), PASSWORD, now()))).toBe('signature.certificate-unusable');
    const whole = packP12(path, '同名', ['-certfile', path('同名CA.pem')]);
    expect(valueOf(await openP12(whole, PASSWORD, now())).chain).toHaveLength(1);
  });

  it('takes a certificate of one’s own that openssl calls an authority, but none that may issue', async () => {
    makeCertificate(path, '自制', 'P-256', ['basicConstraints=critical,CA:TRUE']);
    expect(valueOf(await openP12(packP12(path, '自制'), PASSWORD, now())).warnings).toContain('self-signed');
    makeCertificate(path, '下级', 'P-256', ['basicConstraints=critical,CA:TRUE'], '根');
    expect(codeOf(await openP12(packP12(path, '下级'), PASSWORD, now()))).toBe('signature.certificate-authority');
  });

  const issuers = [
    ['expired', CA, 10, '过期'],
    ['no authority', ['basicConstraints=CA:FALSE'], 365, '不是签发证书用的 CA 证书'],
    ['of unknown demands', [...CA, '1.2.3.4.5=critical,ASN1:UTF8String:x'], 365, '1.2.3.4.5'],
  ] as const;
  it.each(issuers)('refuses a certificate whose issuer in the file is %s', async (_, extensions, days, reason) => {
    makeCertificate(path, '中级', 'P-256', extensions, '根', { days });
    makeCertificate(path, '己', 'P-256', SIGN, '中级');
    const file = packP12(path, '己', ['-certfile', path('中级.pem')]);
    const opened = await openP12(file, PASSWORD, inDays(20));
    expect(opened).toMatchObject({ error: { code: 'signature.issuer-unsuitable', detail: { issuer: '中级' } } });
    expect(opened.ok ? '' : opened.error.detail?.['reason']).toContain(reason);
  });

  it('warns of a certificate that soon expires', async () => {
    expect(valueOf(await openP12(packP12(path, '甲'), PASSWORD, inDays(340))).warnings).toEqual(['expires-soon']);
    expect(valueOf(await openP12(packP12(path, '甲'), PASSWORD, inDays(330))).warnings).toEqual([]);
  });
});
