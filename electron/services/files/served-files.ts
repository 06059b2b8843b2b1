import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';

/** A finished file that the window may fetch by its hash. */
export interface ServedFile {
  readonly path: string;
  readonly size: number;
  readonly mime: string;
  readonly name: string;
}

const NOTICE_MIMES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Finds an original or a notice by hash (`evidence.not-found`); anything but a hash is `app.bad-request`. */
export async function findServedFile(
  text: string,
  evidence: EvidenceStore,
  noticesFolder: string,
): Promise<Result<ServedFile, ErrorCode>> {
  const sha256 = v.safeParse(Sha256, text);
  if (!sha256.success) return err('app.bad-request', { path: 'sha256' });
  return (await findNotice(sha256.output, noticesFolder)) ?? evidence.find(sha256.output);
}

async function findNotice(sha256: Sha256, folder: string): Promise<Result<ServedFile, ErrorCode> | null> {
  for (const inspection of await readdir(folder).catch(() => [])) {
    for (const [extension, mime] of Object.entries(NOTICE_MIMES)) {
      const name = `${sha256}.${extension}`;
      const path = join(folder, inspection, name);
      const found = await stat(path).catch(() => null);
      if (found?.isFile() === true) return ok({ path, size: found.size, mime, name });
    }
  }
  return null;
}
