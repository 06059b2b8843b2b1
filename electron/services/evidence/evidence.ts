import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openRegular, readRegular } from '#electron/services/disk/regular-file.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { withTemporary } from '#electron/services/disk/temporary-file.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { limitText, MAX_UPLOAD_BYTES } from '#shared/host/limits.ts';
import type { StoredFile } from '#shared/host/records.ts';
import type { Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { Serial } from '#shared/serial.ts';
import { refusedKindText } from '#shared/text/file-kind-text.ts';
import { isWhole } from './is-whole.ts';
import { readPhotoFacts } from './photo-facts.ts';
import { createSoundFiles } from './sound-files.ts';
import { sniff } from './sniff.ts';
import { hashFile, hashBytes } from '#electron/services/disk/hash.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeDurableFolder, makeFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { writePoured } from '#electron/services/disk/atomic-file.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';

/** A stored original on disk. */
export interface OriginalFile {
  readonly path: string;
  readonly size: number;
  readonly mime: string;
  readonly name: string;
}

/** Originals, byte for byte, write-once, named by their SHA-256: `photos/<aa>/<sha256>`. */
export interface EvidenceStore {
  /** Answers when the original is on disk; storing the same bytes again is success and changes nothing. `name` is only told. */
  store(bytes: Uint8Array, name: string): Answer<StoredFile>;
  /**
   * Keeps an original that comes from elsewhere, as it is poured; false: it is not what its hash says, and nothing is kept.
   * Answers as `store` does. Throws what the pouring throws.
   */
  put(sha256: Sha256, content: AsyncIterable<Uint8Array>): Answer<boolean>;
  /** Where an original lies; its bytes are checked once for each state of the file (`evidence.not-found`, `evidence.damaged`). */
  find(sha256: Sha256): Answer<OriginalFile>;
  /** The original, checked against its name (`evidence.not-found`; `evidence.damaged` where its bytes are no longer those). */
  read(sha256: Sha256): Answer<Uint8Array>;
}

/** Whether there is room for one more original, or the code of why not. */
export type AdmitOriginal = () => Promise<Result<null, ErrorCode>>;

/**
 * The evidence store below `folder`; `newName` names temporary files, `admit` is asked before each new original. A damaged
 * original that a sound one takes the place of is kept in `damagedFolder`.
 */
export function openEvidence(
  folder: string,
  newName: () => string,
  admit: AdmitOriginal = async () => ok(null),
  damagedFolder = join(folder, 'damaged'),
): EvidenceStore {
  const pathOf = (sha256: Sha256) => pathIn(folder, sha256);
  const sound = createSoundFiles();
  const find = async (sha256: Sha256): Answer<OriginalFile> => {
    try {
      const path = pathOf(sha256);
      const size = await sound.sizeOf(path, sha256);
      if (size === null) return err('evidence.damaged', { sha256: sha256.slice(0, 12) });
      const start = await readStart(path);
      const kind = sniff(start);
      const mime = kind?.mime ?? 'application/octet-stream';
      return ok({ path, size, mime, name: `${sha256.slice(0, 12)}.${kind?.extension ?? 'bin'}` });
    } catch (fault) {
      return failedRead(fault, sha256);
    }
  };
  const read = async (sha256: Sha256): Answer<Uint8Array> => {
    try {
      const bytes = await readRegular(pathOf(sha256));
      return hashBytes(bytes) === sha256 ? ok(bytes) : err('evidence.damaged', { sha256: sha256.slice(0, 12) });
    } catch (fault) {
      return failedRead(fault, sha256);
    }
  };
  const ports = { folder, damagedFolder, admit, serial: createSerial() };
  const temporaryName = () => join(folder, `${newName()}.tmp`);
  const store: EvidenceStore['store'] = (bytes, name) => storeIn(ports, bytes, name, temporaryName);
  const put: EvidenceStore['put'] = (sha256, content) => putIn(ports, sha256, content, temporaryName());
  return { store, put, find, read };
}

interface StorePorts {
  readonly folder: string;
  readonly damagedFolder: string;
  readonly admit: AdmitOriginal;
  readonly serial: Serial;
}

async function storeIn(
  ports: StorePorts,
  bytes: Uint8Array,
  name: string,
  temporaryName: () => string,
): Answer<StoredFile> {
  if (bytes.byteLength === 0) return err('evidence.empty');
  if (bytes.byteLength > MAX_UPLOAD_BYTES) return err('app.too-large', { limit: limitText(MAX_UPLOAD_BYTES) });
  const kind = sniff(bytes);
  if (kind === null) return err('evidence.unsupported', { type: refusedKindText(bytes.subarray(0, 64), name) });
  return attempt('evidence.write-failed', async () => {
    const admitted = await ports.admit();
    if (!admitted.ok && !(await isStored(bytes, ports.folder))) return admitted;
    const sha256 = admitted.ok ? await keep(bytes, ports, temporaryName()) : hashBytes(bytes);
    const { mime } = kind;
    const incomplete = !isWhole(bytes, mime);
    return ok({ sha256, size: bytes.byteLength, mime, incomplete, ...readPhotoFacts(bytes, mime) });
  });
}

const pathIn = (folder: string, sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256);

async function isStored(bytes: Uint8Array, folder: string): Promise<boolean> {
  const sha256 = hashBytes(bytes);
  return (await fileStanding(pathIn(folder, sha256), sha256)).is === 'sound';
}

const CHUNK = 1024 * 1024;

function* piecesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** Writes to a temporary file while hashing, then moves it to its name. Throws the system's error, leaving nothing. */
async function keep(bytes: Uint8Array, ports: StorePorts, temporary: string): Promise<Sha256> {
  return withTemporary(temporary, async () => {
    const sha256 = await writePoured(temporary, piecesOf(bytes));
    await ports.serial.run(sha256, () => place(temporary, sha256, ports));
    return sha256;
  });
}

async function putIn(
  ports: StorePorts,
  sha256: Sha256,
  content: AsyncIterable<Uint8Array>,
  temporary: string,
): Answer<boolean> {
  const admitted = await ports.admit();
  if (!admitted.ok) return admitted;
  return attempt('evidence.write-failed', () =>
    withTemporary(temporary, async () => {
      if ((await writePoured(temporary, upToLimit(content))) !== sha256) return ok(false);
      const start = await readStart(temporary);
      if (start.length === 0) return err('evidence.empty');
      if (sniff(start) === null)
        return err('evidence.unsupported', { type: refusedKindText(start.subarray(0, 64), sha256) });
      await ports.serial.run(sha256, () => place(temporary, sha256, ports));
      return ok(true);
    }),
  );
}

/** What is larger than any original is none of them: the rest of it is not waited for. */
async function* upToLimit(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const piece of content) {
    yield piece;
    bytes += piece.length;
    if (bytes > MAX_UPLOAD_BYTES) return;
  }
}

/** Moves a whole file to its name; what lies there and is not that original is kept aside. */
async function place(temporary: string, sha256: Sha256, { folder, damagedFolder }: StorePorts): Promise<void> {
  const path = pathIn(folder, sha256);
  if ((await fileStanding(path, sha256)).is === 'sound') return;
  await makeFolder(dirname(path));
  await moveAside(path, damagedFolder);
  await renameFile(temporary, path);
  await syncFolder(dirname(path));
  await syncFolder(folder);
}

/** Moves a damaged original out of the way, under its name and a mark of its own content; nothing where there is none. */
async function moveAside(path: string, damagedFolder: string): Promise<void> {
  if ((await lookAt(path, stat)) === null) return;
  const mark = (await hashFile(path)).slice(0, 12);
  await makeDurableFolder(damagedFolder);
  await renameFile(path, join(damagedFolder, `${basename(path)}.${mark}`));
  await syncFolder(damagedFolder);
}

async function readStart(path: string): Promise<Uint8Array> {
  const handle = await openRegular(path);
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
