import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';

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

/**
 * Finds an original or a notice (below one of the folders) by hash (`evidence.not-found`), never one whose bytes are no longer those
 * (`evidence.damaged`, `publication.damaged`); anything but a hash is `app.bad-request`.
 */
export async function findServedFile(
  text: string,
  evidence: EvidenceStore,
  noticeFolders: readonly string[],
): Promise<Result<ServedFile, ErrorCode>> {
  const sha256 = v.safeParse(Sha256, text);
  if (!sha256.success) return err('app.bad-request', { path: 'sha256' });
  return (await findNotice(sha256.output, noticeFolders)) ?? evidence.find(sha256.output);
}

/** A sound copy wins over a damaged one: inspections with equal facts share an annex. */
async function findNotice(sha256: Sha256, folders: readonly string[]): Promise<Result<ServedFile, ErrorCode> | null> {
  let damaged = false;
  for (const folder of (await Promise.all(folders.map(foldersIn))).flat()) {
    for (const [extension, mime] of Object.entries(NOTICE_MIMES)) {
      const name = `${sha256}.${extension}`;
      const path = join(folder, name);
      const standing = await fileStanding(path, sha256);
      if (standing.is === 'sound') return ok({ path, size: standing.size, mime, name });
      damaged ||= standing.is === 'damaged';
    }
  }
  return damaged ? err('publication.damaged', { sha256: sha256.slice(0, 12) }) : null;
}

/** The folders of the inspections; none where there is no notice yet, or none can be read. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).map((inspection) => join(folder, inspection));
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return [];
  }
}
