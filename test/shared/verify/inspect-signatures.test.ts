import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCms } from '#shared/verify/cms-check.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import type { SignatureFault, SignatureReport } from '#shared/publication/signature-report.ts';
import { makeCertificate, valueOf } from '#test/electron/signature/certificates.ts';
import { samplePdf } from '#test/electron/signature/sample-pdf.ts';
import { must, tempFolder } from '#test/support/tools.ts';
import { alteredNotices, flipped, hole, patched, signedNotices } from './altered-notices.ts';
import { runs } from '#test/support/runs.ts';

const { path, remove } = tempFolder();
let one: Buffer;
let two: Buffer;

beforeAll(async () => {
  ({ one, two } = await signedNotices());
}, 60_000);
afterAll(remove);

const inspect = async (pdf: Uint8Array): Promise<SignatureReport> => valueOf(await inspectSignatures(pdf));

/** The faults of a file that must be found broken; none stands for a file that is not. */
async function faultsOf(pdf: Buffer): Promise<readonly SignatureFault[]> {
  const report = await inspect(pdf);
  return report.verdict === 'broken' ? report.signatures.flatMap(({ faults }) => faults) : [];
}

describe('inspecting signatures', () => {
  it('finds nothing in a file without signatures, and both in one with two', async () => {
    expect(await inspect(await samplePdf())).toMatchObject({ verdict: 'unsigned', signatures: [] });
    expect(await inspect(two)).toMatchObject({ verdict: 'intact', unsignedFields: [] });
    expect((await inspect(two)).signatures.map(({ signer, certificate }) => [signer, certificate?.test])).toEqual([
      ['张三', true],
      ['李四', true],
    ]);
  });

  it('reports a changed byte in the signed text, for every signature that covers it', async () => {
    const report = await inspect(flipped(two, 200));
    expect(report.verdict).toBe('broken');
    expect(report.signatures.map(({ faults }) => faults)).toEqual([['digest'], ['digest']]);
  });

  it('reports bytes after the end of the file', async () => {
    for (const tail of ['\n', '%', '\n% 注释\n', '99 0 obj\n<< /Type /Page >>\nendobj\n']) {
      const report = await inspect(Buffer.concat([one, Buffer.from(tail)]));
      expect(report.verdict).toBe('changed-after');
      expect(report.signatures).toMatchObject([{ faults: [], coversWholeFile: false }]);
    }
  });

  it('reports a revision appended after the last signature', async () => {
    writeFileSync(path('one.pdf'), one);
    // A later revision as any editor would write it: another page tree, appended.
    const update =
      '5 0 obj\n<< /Producer (x) >>\nendobj\nxref\n0 0\ntrailer\n<< /Size 60 /Root 3 0 R /Prev 0 >>\nstartxref\n0\n%%EOF\n';
    expect((await inspect(Buffer.concat([one, Buffer.from(update)]))).verdict).toBe('changed-after');
    must('qpdf', [path('one.pdf'), '--object-streams=generate', path('rewritten.pdf')]);
    expect((await inspect(readFileSync(path('rewritten.pdf')))).verdict).toBe('broken');
  });

  it('tells by the unsigned field that a later signature was cut off', async () => {
    const cut = await inspect(two.subarray(0, one.length));
    expect(cut).toMatchObject({ verdict: 'intact', unsignedFields: ['发布单位'] });
    expect(cut.signatures).toHaveLength(1);
  });

  it('reports a signature that is blank, damaged, padded with more, or of another file', async () => {
    const [open, end] = hole(one);
    expect(await faultsOf(patched(one, open + 1, '0'.repeat(end - open - 2)))).toContain('cms-unreadable');
    expect(await faultsOf(flipped(one, open + 1))).toContain('cms-unreadable');
    expect(await faultsOf(patched(one, end - 3, 'ff'))).toContain('cms-padding');
    const other = two.toString('latin1', hole(two)[0], hole(two)[1]);
    expect(await faultsOf(patched(one, open, other))).toContain('digest');
  });

  it('reports a byte range that is short, shifted, or leaves a gap wider than the signature', async () => {
    const [open, end] = hole(one);
    const at = one.lastIndexOf('/ByteRange');
    const range = (numbers: string): Buffer => patched(one, at, `/ByteRange [${numbers}]`.padEnd(47));
    expect(await faultsOf(range(`0 ${open} ${end} ${one.length - end - 20}`))).toContain('not-a-revision-end');
    expect(await faultsOf(range(`0 ${open - 1} ${end} ${one.length - end}`))).toContain('byte-range');
    expect(await faultsOf(range(`0 ${open} ${end + 10} ${one.length - end - 10}`))).toContain('byte-range');
    expect(await faultsOf(range(`1 ${open} ${end} ${one.length - end}`))).toContain('byte-range');
    expect(await faultsOf(range(`0 ${open} ${end} ${one.length - end + 1}`))).toContain('byte-range');
    expect(await faultsOf(range(`0 ${open} ${end}`))).toContain('byte-range');
    expect(await faultsOf(range(`0 -1 ${end} ${one.length - end}`))).toContain('byte-range');
  });

  it('reports a signature that the form no longer leads to', async () => {
    const cutOff = Buffer.from(one.toString('latin1').replaceAll('/AcroForm', '/XcroForm'), 'latin1');
    const report = await inspect(cutOff);
    expect(report).toMatchObject({ verdict: 'broken', signatures: [], hiddenSignatures: 1 });
  });

  it('reports two fields with one name, and two fields sharing one signature', async () => {
    const text = two.toString('latin1');
    const name = (field: string): string => Buffer.from(field, 'utf16le').swap16().toString('hex').toUpperCase();
    const renamed = text.replaceAll(`/T <FEFF${name('发布单位')}>`, `/T <FEFF${name('审核人')}>    `);
    expect(await faultsOf(Buffer.from(renamed, 'latin1'))).toContain('duplicate-field');
    const [first = '', second = ''] = [...text.matchAll(/\/V (\d+) 0 R/g)].map(([reference]) => reference);
    const shared = Buffer.from(text.replaceAll(first, second.padEnd(first.length)), 'latin1');
    expect(first).toHaveLength(second.length);
    expect(await faultsOf(shared)).toContain('duplicate-field');
  });

  it('reports a wrong sub-filter and a missing time', async () => {
    expect(await faultsOf(patched(one, one.lastIndexOf('/ETSI.CAdES.detached'), '/adbe.pkcs7.detached'))).toContain(
      'dictionary',
    );
    expect(await faultsOf(patched(one, one.lastIndexOf('/M (D:'), '/X (D:'))).toContain('dictionary');
  });

  it('says of every way to alter a notice that it is none, or no longer the one that was signed', async () => {
    for (const { what, pdf, verdict } of await alteredNotices({ one, two })) {
      const outcome = await inspectSignatures(pdf);
      expect([what, outcome.ok ? outcome.value.verdict : 'unreadable']).toEqual([what, verdict]);
    }
  });

  it('says that a stranger’s file is not a PDF instead of crashing', async () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(37, 80, 68, 70), Buffer.from('<html>')]) {
      expect(await inspectSignatures(bytes)).toMatchObject({ error: { code: 'signature.document-unreadable' } });
    }
  });

  it('calls no file with a single changed bit intact', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(one.length - 1), async (at) => {
        const outcome = await inspectSignatures(flipped(one, at));
        expect(outcome.ok ? outcome.value.verdict : 'unreadable').not.toMatch(/intact|unsigned/);
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('the signature itself', () => {
  it('has no byte that could be changed unnoticed', async () => {
    const [open, end] = hole(one);
    const contents = Buffer.from(one.toString('latin1', open + 1, end - 1), 'hex');
    const covered = Buffer.concat([one.subarray(0, open), one.subarray(end)]);
    expect((await checkCms(contents, covered)).faults).toEqual([]);
    const length = 4 + contents.readUInt16BE(2);
    const unnoticed: number[] = [];
    for (let at = 0; at < length + 4; at++) {
      const changed = Buffer.from(contents);
      changed[at] = (changed[at] ?? 0) ^ 1;
      if ((await checkCms(changed, covered)).faults.length === 0) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });
});

describe('inspecting CMS made by others', () => {
  /** The first signature's place taken by what openssl makes of the same bytes. */
  async function inspectForeign(options: readonly string[]): Promise<readonly SignatureFault[]> {
    const [open, end] = hole(one);
    writeFileSync(path('covered.bin'), Buffer.concat([one.subarray(0, open), one.subarray(end)]));
    const files = ['-in', path('covered.bin'), '-outform', 'DER', '-out', path('foreign.der')];
    must('openssl', ['cms', '-sign', '-binary', '-nosmimecap', ...options, ...files]);
    const foreign = readFileSync(path('foreign.der'))
      .toString('hex')
      .padEnd(end - open - 2, '0');
    const [found] = (await inspect(patched(one, open + 1, foreign))).signatures;
    // Made just now, these certificates may or may not begin after the time that the signature claims.
    return found?.faults.filter((fault) => fault !== 'certificate-not-valid-then').toSorted() ?? [];
  }
  const signer = (name: string): readonly string[] => ['-signer', path(`${name}.pem`), '-inkey', path(`${name}.key`)];

  beforeAll(() => {
    makeCertificate(path, '外部', 'P-256');
    makeCertificate(path, '第二人', 'P-256');
    makeCertificate(path, '弱', 'rsa:1024');
  }, 60_000);

  it('reports a signing time inside the CMS and a missing signing certificate', async () => {
    const faults = await inspectForeign(['-md', 'sha256', ...signer('外部')]);
    expect(faults).toEqual(['signing-certificate', 'signing-time']);
    const cades = await inspectForeign(['-md', 'sha256', '-cades', ...signer('外部')]);
    expect(cades).toEqual(['signing-time']);
  });

  it('reports SHA-1, short keys, a second signer, a missing and an unrelated certificate', async () => {
    expect(await inspectForeign(['-md', 'sha1', '-cades', ...signer('外部')])).toContain('algorithm');
    expect(await inspectForeign(['-md', 'sha256', '-cades', ...signer('弱')])).toContain('algorithm');
    const both = [...signer('外部'), ...signer('第二人')];
    expect(await inspectForeign(['-md', 'sha256', ...both])).toEqual(['several-signers']);
    expect(await inspectForeign(['-md', 'sha256', '-nocerts', ...signer('外部')])).toEqual(['certificate-missing']);
    const stranger = ['-certfile', path('第二人.pem')];
    expect(await inspectForeign(['-md', 'sha256', '-cades', ...signer('外部'), ...stranger])).toContain(
      'certificate-chain',
    );
  });
});
