import { readFile } from 'node:fs/promises';
import { inspectSignatures } from '#electron/services/signature/inspect-signatures.ts';

/** Whether a file is a PDF that somebody signed, sound or not. One that cannot be read as PDF goes by its marks. */
export async function isSignedPdf(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return false;
  const report = await inspectSignatures(new Uint8Array(bytes));
  return report.ok ? report.value.verdict !== 'unsigned' : bytes.includes('/ByteRange');
}
