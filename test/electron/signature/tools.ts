import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ToolOutput {
  readonly status: number | null;
  readonly text: string;
}

/** Runs an outside tool; a missing one fails the test by name instead of hiding it. */
export function run(tool: 'openssl' | 'qpdf' | 'pdfsig' | 'pdfdetach', args: readonly string[]): ToolOutput {
  const result = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (result.error !== undefined) {
    throw new Error(
      `this test needs the program ${tool} (Debian: openssl, qpdf, poppler-utils): ${result.error.message}`,
    );
  }
  return { status: result.status, text: `${result.stdout}${result.stderr}` };
}

/** Runs a tool whose success is taken for granted. */
export function must(tool: Parameters<typeof run>[0], args: readonly string[]): string {
  const { status, text } = run(tool, args);
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')} exited ${status}: ${text}`);
  return text;
}

/** A fresh folder and the function that removes it. */
export function tempFolder(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'signature-'));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
