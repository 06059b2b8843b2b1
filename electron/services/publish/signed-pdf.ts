import { readRegular } from '#electron/services/disk/regular-file.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';

/** What only a signature, or its field, leaves in a file. */
const MARKS = ['/ByteRange', '/SigFlags', '/FT /Sig', '/FT/Sig'] as const;

/**
 * Whether a file is a PDF that somebody signed, sound or not. One that is cut or cannot be read may have lost just its
 * signature, so it counts as signed: it is somebody's to remove.
 */
export async function isSignedPdf(path: string): Promise<boolean> {
  const bytes = await readRegular(path);
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return false;
  const isWhole = bytes.subarray(-1024).includes('%%EOF');
  if (!isWhole || MARKS.some((mark) => bytes.includes(mark))) return true;
  const report = await inspectSignatures(new Uint8Array(bytes));
  return !report.ok || report.value.verdict !== 'unsigned';
}
