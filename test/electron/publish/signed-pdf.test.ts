import { writeFileSync } from 'node:fs';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedPdf } from '#electron/services/publish/signed-pdf.ts';
import { signPdf } from '#electron/services/signature/sign-pdf.ts';
import { testIdentity, valueOf } from '#test/electron/signature/certificates.ts';
import { FONTS, samplePdf } from '#test/electron/signature/sample-pdf.ts';
import { tempFolder } from '#test/support/tools.ts';

const { path, remove } = tempFolder();
let unsigned: Buffer;
let signed: Buffer;
beforeAll(async () => {
  unsigned = Buffer.from(await samplePdf());
  const at = new Date();
  const words = { field: '审核人', signer: { name: '张三', role: '审核人' } };
  const identity = await testIdentity('张三', at);
  signed = Buffer.from(valueOf(await signPdf(Uint8Array.from(unsigned), { identity, at, fonts: FONTS, ...words })));
}, 60_000);
afterAll(remove);

async function isSigned(bytes: Uint8Array): Promise<boolean> {
  writeFileSync(path('file'), bytes);
  return isSignedPdf(path('file'));
}
const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);
const withComment = (mark: string): Buffer => Buffer.concat([unsigned, Buffer.from(`%${mark}\n%%EOF\n`)]);

/** What a signature leaves in the clear. */
const MARKS = ['/ByteRange', '/SigFlags', '/FT /Sig', '/FT/Sig'];

describe('[PU22] a file that may be replaced', () => {
  it('is an unsigned PDF that is whole, and anything that is no PDF', async () => {
    expect(await isSigned(unsigned)).toBe(false);
    expect(await isSigned(withComment('nothing'))).toBe(false);
    expect(await isSigned(Buffer.from('PK\x03\x04 /ByteRange %%EOF'))).toBe(false);
    expect(await isSigned(Buffer.alloc(0))).toBe(false);
  });

  it('is none that somebody signed, nor one that may have lost its signature', async () => {
    expect(await isSigned(signed)).toBe(true);
    expect(await isSigned(half(signed))).toBe(true);
    expect(await isSigned(half(unsigned))).toBe(true);
    expect(await isSigned(Buffer.from('%PDF-1.7\nno PDF at all\n%%EOF\n'))).toBe(true);
  });

  it.each(MARKS)('is none that holds %s', async (mark) => {
    expect(await isSigned(withComment(mark))).toBe(true);
  });

  it('is none whose signature lies packed where no mark of it can be seen', async () => {
    const document = await PDFDocument.create();
    const { context } = document;
    const value = context.obj({ Filter: 'Adobe.PPKLite', ByteRange: [0, 10, 20, 30] });
    const field = context.obj({ FT: 'Sig', T: PDFString.of('field'), V: context.register(value) });
    const form = context.obj({ SigFlags: 3, Fields: [context.register(field)] });
    document.catalog.set(PDFName.of('AcroForm'), context.register(form));
    document.addPage();
    const packed = Buffer.from(await document.save({ useObjectStreams: true }));
    for (const mark of MARKS) expect(packed.includes(mark), mark).toBe(false);
    expect(await isSigned(packed)).toBe(true);
  });
});
