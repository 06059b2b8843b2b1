import { readFileSync, writeFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockHeight, drawAppearance } from '#electron/services/signature/appearance.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import { openP12, type SigningIdentity } from '#electron/services/signature/open-p12.ts';
import { openOutlineFont } from '#electron/services/signature/outline-font.ts';
import { listFields } from '#shared/verify/pdf-form.ts';
import { type SignRequest, signPdf } from '#electron/services/signature/sign-pdf.ts';
import { prepareSignatureFields } from '#electron/services/signature/signature-fields.ts';
import { codeOf, makeCertificate, packP12, PASSWORD, testIdentity, valueOf } from './certificates.ts';
import { FONTS, samplePdf } from './sample-pdf.ts';
import { must, run, tempFolder } from '#test/support/tools.ts';

const { path, remove } = tempFolder();
let base: Uint8Array;
let trial: SigningIdentity;
let real: SigningIdentity;
let at: Date;

const request = (changes: Partial<SignRequest> = {}): SignRequest => ({
  identity: trial,
  field: '审核人',
  signer: { name: '张三', role: '审核人' },
  at,
  fonts: FONTS,
  ...changes,
});

const sign = async (pdf: Uint8Array, changes?: Partial<SignRequest>): Promise<Uint8Array> =>
  valueOf(await signPdf(pdf, request(changes)));

function store(name: string, bytes: Uint8Array): string {
  writeFileSync(path(name), bytes);
  return path(name);
}

/** What poppler and qpdf, both strangers to this code, say of a signed file. */
function expectSound(name: string, bytes: Uint8Array, signatures: number): string {
  const file = store(name, bytes);
  const checked = run('qpdf', ['--check', file]);
  expect(checked.text).not.toContain('WARNING');
  expect(checked.status).toBe(0);
  const verdict = must('pdfsig', ['-nocert', file]);
  expect(verdict.split('Signature is Valid.')).toHaveLength(signatures + 1);
  expect(verdict.split('  - Total document signed')).toHaveLength(2);
  expect(verdict.split('ETSI.CAdES.detached')).toHaveLength(signatures + 1);
  return verdict;
}

async function fieldDict(pdf: Uint8Array, name: string): Promise<PDFDict> {
  const document = await PDFDocument.load(Uint8Array.from(pdf), { updateMetadata: false });
  const field = listFields(document).find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field.dict;
}

async function appearance(pdf: Uint8Array, name: string): Promise<PDFRawStream> {
  const looks = (await fieldDict(pdf, name)).lookup(PDFName.of('AP'), PDFDict);
  const normal = looks.lookup(PDFName.of('N'));
  if (!(normal instanceof PDFRawStream)) throw new Error('no appearance');
  return normal;
}

const drawing = async (pdf: Uint8Array, name: string): Promise<string> =>
  inflateSync((await appearance(pdf, name)).contents).toString('latin1');

beforeAll(async () => {
  base = await samplePdf();
  at = new Date();
  trial = await testIdentity('张三', at);
  const use = ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature,nonRepudiation'];
  makeCertificate(path, '山东CA', 'rsa:3072', ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign']);
  makeCertificate(path, '大数据中心', 'rsa:3072', use, '山东CA');
  at = new Date();
  real = valueOf(await openP12(packP12(path, '大数据中心', ['-certfile', path('山东CA.pem')]), PASSWORD, at));
}, 60_000);
afterAll(remove);

describe('signing a notice', () => {
  it('is valid for poppler, clean for qpdf, and leaves the signed bytes as they were', async () => {
    const signed = await sign(base);
    const verdict = expectSound('p256.pdf', signed, 1);
    expect(verdict).toContain('Signature Field Name: 审核人');
    expect(verdict).toContain('CN=张三（测试证书）,O=历下区大数据中心,C=CN');
    expect(verdict).toContain('Signing Hash Algorithm: SHA-256');
    expect(Buffer.from(signed).subarray(0, base.length).equals(base)).toBe(true);
  });

  it('signs with RSA-3072, and tells signer, role, reason and time again', async () => {
    const signed = await sign(base, {
      identity: real,
      signer: { name: '历下区大数据中心', role: '发布单位' },
      location: '济南',
    });
    expectSound('rsa.pdf', signed, 1);
    const report = valueOf(await inspectSignatures(signed));
    expect(report).toMatchObject({ verdict: 'intact', unsignedFields: [], hiddenSignatures: 0 });
    expect(report.signatures).toMatchObject([
      {
        field: '审核人',
        signer: '历下区大数据中心',
        role: '发布单位',
        claimedAt: new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString(),
        faults: [],
        coversWholeFile: true,
        certificate: { commonName: '大数据中心', issuer: '山东CA', test: false, keyAlgorithm: 'RSA-3072' },
      },
    ]);
  });

  it.each(['组长：副', 'A.组长', '审核人'])(
    'records the role %s as it was given, in a field whose name has no full stop',
    async (role) => {
      const signed = await sign(base, { field: role, signer: { name: '张三', role } });
      const report = valueOf(await inspectSignatures(signed));
      expect(report.signatures).toMatchObject([{ role, signer: '张三', field: role.replaceAll('.', '．') }]);
      expect(codeOf(await signPdf(signed, request({ field: role })))).toBe('signature.field-taken');
    },
  );

  it('marks the revision: another second half of /ID, one time of change in /Info and XMP, the first half as before', async () => {
    const id = (pdf: Uint8Array): readonly string[] =>
      /\/ID \[\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\](?![^]*\/ID)/i
        .exec(Buffer.from(pdf).toString('latin1'))
        ?.slice(1, 3) ?? [];
    const signed = await sign(base);
    expect(id(base)[0]).toMatch(/^[0-9a-f]{32}$/i);
    expect(id(signed)[0]).toBe(id(base)[0]);
    expect(id(signed)[1]).not.toBe(id(base)[1]);
    const file = store('marked.pdf', signed);
    const stated = /ModDate:\s+(\S+)/.exec(must('pdfinfo', ['-isodates', file]))?.[1] ?? '';
    const xmp = /<xmp:ModifyDate>([^<]+)</.exec(must('pdfinfo', ['-meta', file]))?.[1] ?? '';
    const second = Math.floor(at.getTime() / 1000) * 1000;
    expect([Date.parse(stated.replace(/(\+\d\d)$/, '$1:00')), Date.parse(xmp)]).toEqual([second, second]);
    expect(must('pdfinfo', ['-isodates', file])).toContain('CreationDate:    2026-01-05');
    expectSound('marked.pdf', signed, 1);
  });

  it('keeps room for the whole chain of issuers, however long', async () => {
    const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign'];
    for (const [level, issuer] of [
      ['甲级', '山东CA'],
      ['乙级', '甲级'],
      ['丙级', '乙级'],
      ['丁级', '丙级'],
    ] as const) {
      makeCertificate(path, level, 'P-256', [...ca, `nsComment="${level.repeat(600)}"`], issuer);
    }
    makeCertificate(path, '末级', 'P-384', ['keyUsage=digitalSignature,nonRepudiation'], '丁级');
    const chain = ['丁级', '丙级', '乙级', '甲级', '山东CA'].map((name) => readFileSync(path(`${name}.pem`), 'utf8'));
    writeFileSync(path('chain.pem'), chain.join(''));
    const now = new Date();
    const identity = valueOf(await openP12(packP12(path, '末级', ['-certfile', path('chain.pem')]), PASSWORD, now));
    expect(identity.chain).toHaveLength(5);
    expect(identity.signatureSize).toBeGreaterThan(12_000);
    expect(expectSound('chain.pdf', await sign(base, { identity, at: now }), 1)).toContain('SHA-384');
  });

  it('keeps the annex and the PDF/A identification', async () => {
    const signed = await sign(base);
    const before = store('before.pdf', base);
    const after = store('after.pdf', signed);
    must('pdfdetach', ['-save', '1', '-o', path('before.xlsx'), before]);
    must('pdfdetach', ['-save', '1', '-o', path('after.xlsx'), after]);
    expect(readFileSync(path('after.xlsx')).equals(readFileSync(path('before.xlsx')))).toBe(true);
    expect(Buffer.from(signed).toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(Buffer.from(signed.subarray(base.length)).toString('latin1')).not.toMatch(/\/Type\s*\/Font\b/);
  });

  it('is accepted by openssl as CMS, with the attributes of PAdES B-B and no signing time', async () => {
    const text = Buffer.from(await sign(base, { identity: real }));
    const [open = 0, end = 0] =
      /\/ByteRange \[0 (\d+) (\d+) /.exec(text.toString('latin1'))?.slice(1).map(Number) ?? [];
    const contents = Buffer.from(text.toString('latin1', open + 1, end - 1), 'hex');
    const cms = store('signature.der', contents.subarray(0, 4 + contents.readUInt16BE(2)));
    const covered = store('covered.bin', Buffer.concat([text.subarray(0, open), text.subarray(end)]));
    const input = ['-inform', 'DER', '-in', cms];
    const checked = must('openssl', [
      'cms',
      '-verify',
      '-binary',
      ...input,
      '-content',
      covered,
      '-noverify',
      '-out',
      path('x'),
    ]);
    expect(checked).toMatch(/Verification successful/i);
    const chained = ['cms', '-verify', '-binary', ...input, '-content', covered, '-CAfile', path('山东CA.pem')];
    expect(must('openssl', [...chained, '-purpose', 'any', '-out', path('x')])).toMatch(/Verification successful/i);
    const printed = must('openssl', ['cms', '-cmsout', '-print', ...input, '-noout']);
    expect(printed).toContain('id-smime-aa-signingCertificateV2');
    expect(printed).toContain('contentType (1.2.840.113549.1.9.3)');
    expect(printed).toContain('messageDigest (1.2.840.113549.1.9.4)');
    expect(printed).not.toContain('signingTime');
    expect(printed).toContain('eContent: <ABSENT>');
  });

  it('lets two roles sign one after the other in fields prepared before, both staying valid', async () => {
    const fields = [{ name: '审核人' }, { name: '发布单位', page: 1, rect: { x: 60, y: 90, width: 230, height: 80 } }];
    const prepared = valueOf(await prepareSignatureFields(base, fields));
    expect(run('qpdf', ['--check', store('prepared.pdf', prepared)]).status).toBe(0);
    const first = await sign(prepared);
    expectSound('first.pdf', first, 1);
    expect(valueOf(await inspectSignatures(first)).unsignedFields).toEqual(['发布单位']);
    const second = await sign(first, {
      identity: real,
      field: '发布单位',
      signer: { name: '历下区大数据中心', role: '发布单位' },
    });
    expectSound('second.pdf', second, 2);
    const report = valueOf(await inspectSignatures(second));
    expect(report.verdict).toBe('intact');
    expect(report.signatures.map(({ role, faults, coversWholeFile }) => [role, faults, coversWholeFile])).toEqual([
      ['审核人', [], false],
      ['发布单位', [], true],
    ]);
  });
});

describe('the visible block', () => {
  it('is a locked, printed annotation with a non-empty appearance, before and after signing (PDF/A)', async () => {
    const prepared = valueOf(await prepareSignatureFields(base, [{ name: '审核人' }]));
    for (const pdf of [prepared, await sign(prepared)]) {
      const widget = await fieldDict(pdf, '审核人');
      expect(widget.lookup(PDFName.of('F'))?.toString()).toBe('132');
      expect(widget.lookup(PDFName.of('Rect'))?.toString()).toMatch(/^\[ [\d.]+ 112 [\d.]+ 190 \]$/);
      expect((await appearance(pdf, '审核人')).dict.lookup(PDFName.of('BBox'))?.toString()).toBe('[ 0 0 204 78 ]');
    }
  });

  it('shows role, name and issuer, and the words 测试证书 exactly when the certificate is for trial', async () => {
    const [regular, bold] = [openOutlineFont(FONTS.regular), openOutlineFont(FONTS.bold)];
    const trialBlock = await drawing(await sign(base), '审核人');
    const realBlock = await drawing(await sign(base, { identity: real }), '审核人');
    for (const block of [trialBlock, realBlock]) {
      expect(block).toContain(bold.paths('审核人'));
      expect(block).toContain(bold.paths('张三'));
    }
    expect(realBlock).toContain(regular.paths('山东CA'));
    expect(trialBlock).toContain(bold.paths('测试证书'));
    expect(realBlock).not.toContain(bold.paths('测试证书'));
    expect(realBlock).toContain(regular.paths('不替代法定电子印章'));
  });

  it('[PU21] shows the holder and the issuer whole, and says when another name is signed than the holder’s', async () => {
    const [regular, bold] = [openOutlineFont(FONTS.regular), openOutlineFont(FONTS.bold)];
    const rect = { x: 60, y: 90, width: 200, height: 110 };
    const summary = {
      ...real.summary,
      issuer: '山东省数字证书认证管理有限公司电子政务证书签发中心第五级',
      serial: 'ab'.repeat(20),
    };
    const identity = { ...real, summary };
    const own = await drawing(
      await sign(base, { identity, rect, signer: { name: '大数据中心', role: '发布单位' } }),
      '审核人',
    );
    const other = await drawing(await sign(base, { identity, rect }), '审核人');
    for (const block of [own, other]) {
      for (const character of summary.issuer + summary.serial + '大数据中心（历下区大数据中心）') {
        expect(block, character).toContain(regular.paths(character));
      }
    }
    expect(own).not.toContain(bold.paths('由证书持有人'));
    expect(other).toContain(bold.paths('由证书持有人“大数据中心”代“张三”签'));
  });

  it('measures itself: what it says fits the height it asks for, at every width, and no less', () => {
    const text = {
      role: '验收组组长（主持工作）兼信息化专家',
      name: '欧阳'.repeat(20),
      time: '2026-01-05 14:30:25（北京时间）',
      holder: '山东省某某有限公司 Shandong Certificate Holder Limited',
      behalf: '由证书持有人“某某”代“欧阳”签',
      issuer: 'Shandong Certificate Authority Subordinate Level 5',
      serial: 'ab'.repeat(20),
      test: true,
    };
    for (const width of [150, 182, 240]) {
      const height = blockHeight(FONTS, text, width);
      expect(drawAppearance(FONTS, text, width, height)).not.toBeNull();
      expect(drawAppearance(FONTS, text, width, height / 2)).toBeNull();
    }
  });

  it('refuses a name that cannot be shown or shows nothing, naming the characters by their numbers', async () => {
    const outcome = await signPdf(base, request({ signer: { name: '王\u{E000}\u{202E}', role: '审核人' } }));
    const detail = { characters: 'U+E000、U+202E' };
    expect(outcome).toMatchObject({ error: { code: 'signature.name-unprintable', detail } });
  });
});

describe('what cannot be signed', () => {
  it('refuses fields that are taken, repeated, late or outside the page', async () => {
    const signed = await sign(base);
    expect(codeOf(await signPdf(signed, request()))).toBe('signature.field-taken');
    expect(codeOf(await prepareSignatureFields(signed, [{ name: '公章' }]))).toBe('signature.fields-late');
    const twice = await prepareSignatureFields(base, [{ name: '公章' }, { name: '公章' }]);
    expect(codeOf(twice)).toBe('signature.field-exists');
    expect(codeOf(await signPdf(base, request({ page: 9 })))).toBe('signature.page-not-found');
    const rect = { x: 500, y: 100, width: 204, height: 78 };
    expect(codeOf(await signPdf(base, request({ rect })))).toBe('signature.rectangle-invalid');
  });

  it('refuses a certificate that is not valid at the time of signing', async () => {
    const late = new Date(at.getTime() + 2 * 366 * 86_400_000);
    expect(codeOf(await signPdf(base, request({ at: late })))).toBe('signature.certificate-expired');
  });

  it('refuses what is not a PDF, is encrypted, or carries scripts, actions or input fields', async () => {
    expect(codeOf(await signPdf(Uint8Array.of(1, 2, 3), request()))).toBe('signature.document-unreadable');
    expect(codeOf(await signPdf(base.subarray(0, 400), request()))).toBe('signature.document-unreadable');
    const plain = store('plain.pdf', base);
    must('qpdf', ['--encrypt', '', 'owner', '256', '--', plain, path('locked.pdf')]);
    expect(codeOf(await signPdf(readFileSync(path('locked.pdf')), request()))).toBe('signature.document-encrypted');
    const scripted = await PDFDocument.load(Uint8Array.from(base));
    scripted.addJavaScript('x', 'app.alert(1)');
    expect(codeOf(await signPdf(await scripted.save(), request()))).toBe('signature.document-foreign');
    const form = await PDFDocument.load(Uint8Array.from(base));
    form.getForm().createTextField('备注');
    expect(codeOf(await signPdf(await form.save(), request()))).toBe('signature.document-foreign');
  });

  it('does not sign on top of a broken signature', async () => {
    const broken = await sign(base);
    broken[200] = (broken[200] ?? 0) ^ 1;
    expect(codeOf(await signPdf(broken, request({ field: '公章' })))).toBe('signature.document-broken');
  });
});
