import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise } from 'yauzl';
import type { Entry, LocalFileHeader, ZipFile } from 'yauzl';
import { isSystemError, reasonOf } from '#electron/services/disk/disk.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { MAX_FILES, MAX_PACKAGE_BYTES } from '#shared/package/limits.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { ZipReader } from './zip-reader.ts';

type Answer<T> = Promise<Result<T, ErrorCode>>;

/** Where an entry's bytes lie: stored, so as many as they are. */
export interface ZipEntry {
  readonly path: string;
  readonly start: number;
  readonly bytes: number;
  readonly crc32: number;
}

/** An open zip that holds entries and nothing else. */
export interface OpenZip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly handle: FileHandle;
}

/**
 * Opens a package's zip and holds it against the layout that is written (SPEC PK4): `package.not-a-package`,
 * `package.truncated`, `package.too-large`, `package.unsafe-entry` with the entry and the reason, `package.read-failed`.
 * Nothing but headers is read. On success the handle is the caller's to close.
 */
export async function openZip(path: string): Answer<OpenZip> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (fault) {
    return readFailure(fault);
  }
  const read = await guarded(() => readEntries(handle));
  if (!read.ok) await handle.close().catch(() => undefined);
  return read.ok ? ok({ entries: read.value, handle }) : read;
}

/** A file that is not there, or a disk that does not answer; what is wrong with its content has codes of its own. */
export function readFailure(fault: unknown): Result<never, ErrorCode> {
  if (!isSystemError(fault)) throw fault;
  if (reasonOf(fault) === 'ENOENT') return err('package.not-found');
  return err('package.read-failed', { reason: reasonOf(fault) });
}

async function guarded<T>(task: () => Answer<T>): Answer<T> {
  try {
    return await task();
  } catch (fault) {
    return readFailure(fault);
  }
}

const LOCAL_HEADER = 0x04034b50;

async function readEntries(handle: FileHandle): Answer<ReadonlyMap<string, ZipEntry>> {
  const found = await handle.stat();
  if (!found.isFile()) return err('package.not-a-package');
  if (found.size > MAX_PACKAGE_BYTES) return err('package.too-large', { limit: '1 TB' });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  if (bytesRead < 4 || buffer.readUInt32LE(0) !== LOCAL_HEADER) return err('package.not-a-package');
  const zip = await openDirectory(handle, found.size);
  // It begins as a zip and does not end as one.
  if (zip === null) return err('package.truncated');
  if (zip.entryCount > MAX_FILES + 2) return unsafe('', `文件多于 ${MAX_FILES} 个`);
  const walked = await walk(zip);
  return walked.ok ? checkLayout(walked.value, found.size) : walked;
}

async function openDirectory(handle: FileHandle, size: number): Promise<ZipFile | null> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false };
  try {
    return await fromRandomAccessReaderPromise(new ZipReader(handle, size), size, options);
  } catch (fault) {
    if (isDisk(fault)) throw fault;
    return null;
  }
}

/** Faults of the disk carry a code of the system; yauzl's own, and offsets that lead nowhere, are faults of the file. */
const isDisk = (fault: unknown): boolean => isSystemError(fault) && /^E[A-Z]+$/.test(fault.code);

interface Walked {
  readonly entry: ZipEntry;
  readonly headerAt: number;
  readonly directoryBytes: number;
}

async function walk(zip: ZipFile): Answer<Walked[]> {
  const walked: Walked[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileNameRaw.toString('latin1');
      const fault = entryFault(entry);
      if (fault !== null) return unsafe(path, fault);
      const header = await zip.readLocalFileHeaderPromise(entry, {});
      if (!agree(entry, header)) return unsafe(path, '两处的说明不一致');
      walked.push({
        entry: { path, start: header.fileDataStart, bytes: entry.uncompressedSize, crc32: entry.crc32 },
        headerAt: entry.relativeOffsetOfLocalHeader,
        directoryBytes: 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength,
      });
    }
  } catch (fault) {
    if (isDisk(fault)) throw fault;
    return err('package.truncated');
  }
  return ok(walked);
}

const ZIP64_FIELD = 1;
const FLAG_DESCRIPTOR = 0x0008;
const FLAG_UTF8 = 0x0800;

/** What is wrong with an entry, by the directory alone. */
function entryFault(entry: Entry): string | null {
  // Letters that only some systems tell apart, or that lead elsewhere, are in no path of a package.
  if (!/^[a-z0-9][a-z0-9./-]*$/.test(entry.fileNameRaw.toString('latin1'))) return '路径不合规定';
  if (entry.compressionMethod !== 0) return '经过压缩';
  if ((entry.generalPurposeBitFlag & ~(FLAG_DESCRIPTOR | FLAG_UTF8)) !== 0) return '已加密或带有不明标记';
  if (entry.compressedSize !== entry.uncompressedSize) return '大小不一致';
  // The upper half is the Unix mode: a link, a device or a folder is no file.
  const type = (entry.externalFileAttributes >>> 16) & 0xf000;
  if (type !== 0x8000 && type !== 0) return '不是普通文件';
  if (entry.fileCommentLength > 0 || entry.extraFields.some(({ id }) => id !== ZIP64_FIELD)) return '带有附加内容';
  return null;
}

/** Whether the entry's own header says the same; its sizes and CRC stand behind the content instead. */
function agree(entry: Entry, header: LocalFileHeader): boolean {
  return (
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === 0 &&
    header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    header.extraFieldLength === 0
  );
}

/** Bytes of a data descriptor, and of the end of the directory: plain or zip64, or none. */
const DESCRIPTORS: readonly number[] = [0, 16, 24];
const ENDINGS: readonly number[] = [22, 22 + 20 + 56];

/** Each entry follows the one before, the directory follows the last, and every path is there once. */
function checkLayout(walked: readonly Walked[], size: number): Result<ReadonlyMap<string, ZipEntry>, ErrorCode> {
  const entries = new Map<string, ZipEntry>();
  let end = 0;
  for (const { entry, headerAt } of walked.toSorted((a, b) => a.headerAt - b.headerAt)) {
    const isNext = end === 0 ? headerAt === 0 : DESCRIPTORS.includes(headerAt - end);
    if (!isNext) return unsafe(entry.path, '与其他内容重叠或之间另有内容');
    if (entries.has(entry.path)) return unsafe(entry.path, '重复');
    entries.set(entry.path, entry);
    end = entry.start + entry.bytes;
  }
  const directory = walked.reduce((sum, { directoryBytes }) => sum + directoryBytes, 0);
  const rest = size - end - directory;
  const isEnd = ENDINGS.some((ending) => DESCRIPTORS.includes(rest - ending));
  return isEnd ? ok(entries) : unsafe('', '末尾另有内容');
}

function unsafe(path: string, reason: string): Result<never, ErrorCode> {
  // The name comes from the file: what could steer a terminal or hide itself is not shown.
  const file = path.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 80);
  return err('package.unsafe-entry', { file: file === '' ? '/' : file, reason });
}
