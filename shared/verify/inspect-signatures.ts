import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import type { SignatureFault, SignatureInspection, SignatureReport } from '../publication/signature-report.ts';
import { err, ok, type Result } from '../result.ts';
import { type Bytes, countOf, fromHex, latin1 } from './bytes.ts';
import { checkCms, type CmsCheck } from './cms-check.ts';
import { coveredBytes, type Hole } from './covered-bytes.ts';
import { parsePdfDate } from './pdf-date.ts';
import { entryOf as get, type FormField, isSigned, listFields, nameOf, textOf } from './pdf-form.ts';

export type InspectError = 'signature.document-unreadable' | 'signature.document-encrypted';

interface CoveredRange extends Hole {
  /** One past the last covered byte. */
  readonly reach: number;
}

interface Checked {
  readonly inspection: SignatureInspection;
  /** 0 when the byte range cannot be believed. */
  readonly reach: number;
}

const isOffset = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0;

function readNumbers(value: unknown): readonly number[] {
  if (!(value instanceof PDFArray)) return [];
  return value.asArray().map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN));
}

/** The range when it covers everything up to its reach but exactly one hex string, which is the signature's own `/Contents`. */
function readRange(pdf: Bytes, signature: PDFDict): CoveredRange | null {
  const numbers = readNumbers(get(signature, 'ByteRange'));
  const [start, open, end, length] = numbers;
  const contents = get(signature, 'Contents');
  if (numbers.length !== 4 || start !== 0 || !(contents instanceof PDFHexString)) return null;
  if (!isOffset(open) || !isOffset(end) || !isOffset(length) || open >= end || end + length > pdf.length) return null;
  const gap = latin1(pdf.subarray(open, end));
  if (!/^<(?:[0-9A-Fa-f]{2})+>$/.test(gap)) return null;
  return gap.slice(1, -1).toLowerCase() === contents.asString().toLowerCase()
    ? { open, end, reach: end + length }
    : null;
}

const endsRevision = (pdf: Bytes, reach: number): boolean =>
  /%%EOF(?:\r\n|\r|\n)?$/.test(latin1(pdf.subarray(Math.max(0, reach - 8), reach)));

/** What PAdES B-B wants of the dictionary itself: sub-filter, a claimed time, no `/Cert`. */
function dictionaryFaults(signature: PDFDict, claimedAt: Date | null): SignatureFault[] {
  const wellFormed =
    nameOf(get(signature, 'SubFilter')) === 'ETSI.CAdES.detached' &&
    nameOf(get(signature, 'Filter')) !== null &&
    get(signature, 'Cert') === undefined &&
    claimedAt !== null;
  return wellFormed ? [] : ['dictionary'];
}

function rangeFaults(pdf: Bytes, range: CoveredRange | null): SignatureFault[] {
  if (range === null) return ['byte-range'];
  return endsRevision(pdf, range.reach) ? [] : ['not-a-revision-end'];
}

async function checkContents(pdf: Bytes, range: CoveredRange | null): Promise<CmsCheck> {
  if (range === null) return { faults: [], certificate: null };
  const covered = coveredBytes(pdf.subarray(0, range.reach), range);
  return await checkCms(fromHex(latin1(pdf.subarray(range.open + 1, range.end - 1))), covered);
}

function validityFaults(certificate: CmsCheck['certificate'], at: Date | null): SignatureFault[] {
  if (certificate === null || at === null) return [];
  const within = at >= new Date(certificate.notBefore) && at <= new Date(certificate.notAfter);
  return within ? [] : ['certificate-not-valid-then'];
}

async function checkSignature(pdf: Bytes, field: FormField, signature: PDFDict, duplicate: boolean): Promise<Checked> {
  const claimedAt = parsePdfDate(textOf(get(signature, 'M')) ?? '');
  const range = readRange(pdf, signature);
  const cms = await checkContents(pdf, range);
  const inspection: SignatureInspection = {
    field: field.name,
    signer: textOf(get(signature, 'Name')) ?? cms.certificate?.holder ?? '',
    role: textOf(get(signature, 'Reason')) || field.name,
    claimedAt: claimedAt?.toISOString() ?? null,
    certificate: cms.certificate,
    faults: [
      ...(duplicate ? (['duplicate-field'] as const) : []),
      ...dictionaryFaults(signature, claimedAt),
      ...rangeFaults(pdf, range),
      ...cms.faults,
      ...validityFaults(cms.certificate, claimedAt),
    ],
    coversWholeFile: range?.reach === pdf.length,
  };
  return { inspection, reach: range?.reach ?? 0 };
}

/** A second field of one name, or a second field with one and the same signature. */
function isDuplicate(field: FormField, fields: readonly FormField[]): boolean {
  const value = field.dict.get(PDFName.of('V'));
  return fields.some(
    (other) => other !== field && (other.name === field.name || other.dict.get(PDFName.of('V')) === value),
  );
}

function judge(checked: readonly Checked[], hidden: number): SignatureReport['verdict'] {
  if (hidden > 0 || checked.some(({ inspection }) => inspection.faults.length > 0)) return 'broken';
  if (checked.length === 0) return 'unsigned';
  return checked.some(({ inspection }) => inspection.coversWholeFile) ? 'intact' : 'changed-after';
}

async function checkAll(pdf: Bytes, signed: readonly FormField[]): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const field of signed) {
    const signature = get(field.dict, 'V');
    if (signature instanceof PDFDict)
      checked.push(await checkSignature(pdf, field, signature, isDuplicate(field, signed)));
  }
  return checked.toSorted((a, b) => a.reach - b.reach);
}

async function report(pdf: Bytes, document: PDFDocument): Promise<SignatureReport> {
  const fields = listFields(document).filter((field) => field.type === 'Sig');
  const signed = fields.filter(isSigned);
  const checked = await checkAll(pdf, signed);
  // Signatures are never compressed; one that the form does not lead to was cut off from it.
  const hidden = Math.max(0, countOf(pdf, '/ByteRange') - checked.length);
  return {
    verdict: judge(checked, hidden),
    signatures: checked.map(({ inspection }) => inspection),
    unsignedFields: fields.filter((field) => !signed.includes(field)).map((field) => field.name),
    hiddenSignatures: hidden,
  };
}

/**
 * Checks every signature of a PDF: that it covers all bytes up to the end of a revision but itself, that its CMS is PAdES B-B and
 * holds, and that the last one reaches the end of the file. It does not judge trust, nor what a later, itself signed revision changed.
 */
export async function inspectSignatures(pdf: Uint8Array): Promise<Result<SignatureReport, InspectError>> {
  try {
    const bytes = new Uint8Array(pdf);
    return ok(await report(bytes, await PDFDocument.load(new Uint8Array(bytes), { updateMetadata: false })));
  } catch (error) {
    return err(error instanceof EncryptedPDFError ? 'signature.document-encrypted' : 'signature.document-unreadable');
  }
}
