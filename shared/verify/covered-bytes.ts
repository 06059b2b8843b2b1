import type { Bytes } from './bytes.ts';

/** The hole for the signature in a signed file: offsets of its `<` and of the byte after its `>`. */
export interface Hole {
  readonly open: number;
  readonly end: number;
}

/** Everything but the hole: the bytes that the signature speaks for. */
export function coveredBytes(pdf: Uint8Array, { open, end }: Hole): Bytes {
  const covered = new Uint8Array(open + pdf.length - end);
  covered.set(pdf.subarray(0, open));
  covered.set(pdf.subarray(end), open);
  return covered;
}
