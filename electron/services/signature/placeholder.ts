import type { Hole } from '#shared/verify/covered-bytes.ts';
import { hexText, pdfDate } from './pdf-values.ts';

/** What a signature dictionary says in the clear. */
export interface SignatureClaims {
  readonly name: string;
  readonly reason: string;
  readonly location: string | null;
  readonly at: Date;
}

const BLANK_RANGE = '/ByteRange [0 0000000000 0000000000 0000000000]';
const BLANK_CONTENTS = '/Contents <';

/** A PAdES signature dictionary with room for `reserve` bytes of signature; a claimed time but no certificate of its own. */
export function blankSignature(claims: SignatureClaims, reserve: number): Uint8Array {
  const lines = [
    '<<',
    '/Type /Sig',
    '/Filter /Adobe.PPKLite',
    '/SubFilter /ETSI.CAdES.detached',
    BLANK_RANGE,
    `${BLANK_CONTENTS}${'00'.repeat(reserve)}>`,
    `/M (${pdfDate(claims.at)})`,
    `/Name ${hexText(claims.name)}`,
    `/Reason ${hexText(claims.reason)}`,
    ...(claims.location === null ? [] : [`/Location ${hexText(claims.location)}`]),
    '>>',
  ];
  return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
}

/**
 * Writes the true byte range into the newly appended part of `pdf` and returns the hole. The search starts behind the original
 * bytes, and `/Contents` is sought behind `/ByteRange`: page dictionaries have a `/Contents` too.
 */
export function fillByteRange(pdf: Buffer, appendedFrom: number): Hole {
  const range = pdf.indexOf(BLANK_RANGE, appendedFrom, 'latin1');
  const contents = pdf.indexOf(BLANK_CONTENTS, range, 'latin1');
  if (range < 0 || contents < 0) throw new Error('the saved file lacks the blank signature');
  const open = contents + BLANK_CONTENTS.length - 1;
  const end = pdf.indexOf('>', open, 'latin1') + 1;
  const numbers = `/ByteRange [0 ${open} ${end} ${pdf.length - end}]`;
  pdf.write(numbers.padEnd(BLANK_RANGE.length), range, 'latin1');
  return { open, end };
}

/** Writes the signature into the hole, which the caller has checked to be large enough. */
export function fillContents(pdf: Buffer, hole: Hole, signature: Uint8Array): void {
  pdf.write(Buffer.from(signature).toString('hex'), hole.open + 1, 'latin1');
}
