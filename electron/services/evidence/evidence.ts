import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { DiskFault, isSystemError, reasonOf, syncFolder } from '#electron/services/journal/disk.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { limitText, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import type { StoredFile } from '#shared/host/records.ts';
import { Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { refusedKindText } from '#shared/text/file-kind-text.ts';
import { readPhotoFacts } from './photo-facts.ts';
import { sniff } from './sniff.ts';

/** A stored original on disk. */
export interface OriginalFile {
  readonly path: string;
  readonly size: number;
  readonly mime: string;
  readonly name: string;
}

type Answer<T> = Promise<Result<T, ErrorCode>>;

/** Originals, byte for byte, write-once, named by their SHA-256: `photos/<aa>/<sha256>`. */
export interface EvidenceStore {
  /** Answers when the original is on disk; storing the same bytes again is success and changes nothing. `name` is only told. */
  store(bytes: Uint8Array, name: string): Answer<StoredFile>;
  find(sha256: Sha256): Answer<OriginalFile>;
  /** The original, checked against its name (`evidence.not-found` where its bytes are no longer those). */
  read(sha256: Sha256): Answer<Uint8Array>;
}

/** Whether there is room for one more original, or the code of why not. */
export type AdmitOriginal = () => Promise<Result<null, ErrorCode>>;

/** The evidence store below `folder`; `newName` names temporary files, `admit` is asked before each new original. */
export function openEvidence(
  folder: string,
  newName: () => string,
  admit: AdmitOriginal = async () => ok(null),
): EvidenceStore {
  const pathOf = (sha256: Sha256) => pathIn(folder, sha256);
  const find = async (sha256: Sha256): Answer<OriginalFile> => {
    try {
      const path = pathOf(sha256);
      const [{ size }, start] = [await stat(path), await readStart(path)];
      const kind = sniff(start);
      const mime = kind?.mime ?? 'application/octet-stream';
      return ok({ path, size, mime, name: `${sha256.slice(0, 12)}.${kind?.extension ?? 'bin'}` });
    } catch (fault) {
      return failedRead(fault, sha256);
    }
  };
  const read = async (sha256: Sha256): Answer<Uint8Array> => {
    try {
      const bytes = await readFile(pathOf(sha256));
      return sha256Of(bytes) === sha256 ? ok(bytes) : err('evidence.not-found', { sha256: sha256.slice(0, 12) });
    } catch (fault) {
      return failedRead(fault, sha256);
    }
  };
  const draftName = () => join(folder, `${newName()}.tmp`);
  const store: EvidenceStore['store'] = (bytes, name) => storeIn(folder, bytes, name, draftName, admit);
  return { store, find, read };
}

async function storeIn(
  folder: string,
  bytes: Uint8Array,
  name: string,
  draftName: () => string,
  admit: AdmitOriginal,
): Answer<StoredFile> {
  if (bytes.byteLength === 0) return err('evidence.empty');
  if (bytes.byteLength > MAX_UPLOAD_BYTES) return err('app.too-large', { limit: limitText(MAX_UPLOAD_BYTES) });
  const kind = sniff(bytes);
  if (kind === null) return err('evidence.unsupported', { type: refusedKindText(bytes.subarray(0, 64), name) });
  try {
    const admitted = await admit();
    if (!admitted.ok && !(await isStored(bytes, folder))) return admitted;
    const sha256 = admitted.ok ? await keep(bytes, folder, draftName()) : sha256Of(bytes);
    return ok({ sha256, size: bytes.byteLength, mime: kind.mime, ...(await readPhotoFacts(bytes, kind.mime)) });
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err('evidence.write-failed', { reason: reasonOf(fault) });
  }
}

const pathIn = (folder: string, sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256);

const isStored = (bytes: Uint8Array, folder: string): Promise<boolean> =>
  isIntact(pathIn(folder, sha256Of(bytes)), sha256Of(bytes), bytes.byteLength);

const CHUNK = 1024 * 1024;

/** Writes to a temporary file while hashing, then moves it to its name. Throws the system's error, leaving nothing. */
async function keep(bytes: Uint8Array, folder: string, draft: string): Promise<Sha256> {
  try {
    const sha256 = await writeHashed(draft, bytes);
    const shelf = join(folder, sha256.slice(0, 2));
    const path = join(shelf, sha256);
    if (await isIntact(path, sha256, bytes.byteLength)) return sha256;
    await mkdir(shelf, { recursive: true });
    await rename(draft, path);
    await syncFolder(shelf);
    await syncFolder(folder);
    return sha256;
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function writeHashed(path: string, bytes: Uint8Array): Promise<Sha256> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx');
  try {
    for (let at = 0; at < bytes.byteLength;) {
      const chunk = bytes.subarray(at, at + CHUNK);
      const { bytesWritten } = await handle.write(chunk, 0, chunk.byteLength, at);
      if (bytesWritten === 0) throw new DiskFault('SHORT');
      hash.update(chunk.subarray(0, bytesWritten));
      at += bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return v.parse(Sha256, hash.digest('hex'));
}

/** Whether the file is there and holds what its name says; a damaged one is written again. */
async function isIntact(path: string, sha256: Sha256, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found?.size !== size) return false;
  return sha256Of(await readFile(path)) === sha256;
}

const sha256Of = (bytes: Uint8Array): Sha256 => v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));

async function readStart(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function failedRead(fault: unknown, sha256: Sha256): Result<never, ErrorCode> {
  if (!isSystemError(fault)) throw fault;
  return reasonOf(fault) === 'ENOENT'
    ? err('evidence.not-found', { sha256: sha256.slice(0, 12) })
    : err('journal.read-failed', { reason: reasonOf(fault) });
}
