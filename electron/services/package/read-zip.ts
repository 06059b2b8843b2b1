import type { FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { ErrorCode } from '#shared/errors.ts';
import { MAX_FILES, MAX_PACKAGE_BYTES } from '#shared/package/limits.ts';
import { err, ok } from '#shared/result.ts';
import type { Result, Answer } from '#shared/result.ts';
import { descriptorOf, directoryRecord, endOfZip, localHeader } from './zip-form.ts';
import type { ZipPart } from './zip-form.ts';
import { readAt, ZipReader } from './zip-reader.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { isNoFile, openRegular } from '#electron/services/disk/regular-file.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { fileState } from '#electron/services/disk/file-standing.ts';

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
  /** What the file looks like to the system; whoever writes to it changes that. */
  readonly state: string;
  readonly handle: FileHandle;
}

/**
 * Opens a package's zip and holds every byte around its contents against what is written (SPEC PK4): `package.not-a-package`,
 * `package.truncated`, `package.too-large`, `package.unsafe-entry` with the entry and the reason, `package.read-failed`.
 * Nothing but headers is read. On success the handle is the caller's to close.
 */
export async function openZip(path: string): Answer<OpenZip> {
  return attempt(notOpened, async () => {
    const handle = await openRegular(path);
    const read = await attempt(notRead, async () => {
      const state = fileState(await handle.stat({ bigint: true }));
      const entries = await readEntries(handle);
      return entries.ok ? ok({ entries: entries.value, handle, state }) : entries;
    });
    if (!read.ok) await handle.close().catch(() => undefined);
    return read;
  });
}

const notOpened = (reason: string): Result<never, ErrorCode> =>
  isNoFile(reason) ? err('package.not-a-package') : notRead(reason);

/** A file that is not there, or a disk that does not answer; what is wrong with its content has codes of its own. */
export const notRead = (reason: string): Result<never, ErrorCode> =>
  reason === 'ENOENT' ? err('package.not-found') : err('package.read-failed', { reason });

const LOCAL_HEADER = 0x04034b50;

async function readEntries(handle: FileHandle): Answer<ReadonlyMap<string, ZipEntry>> {
  const found = await handle.stat();
  if (found.size > MAX_PACKAGE_BYTES) return err('package.too-large', { limit: '1 TB' });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  if (bytesRead < 4 || buffer.readUInt32LE(0) !== LOCAL_HEADER) return err('package.not-a-package');
  const zip = await openDirectory(handle, found.size);
  // It begins as a zip and does not end as one.
  if (zip === null) return err('package.truncated');
  if (zip.entryCount > MAX_FILES + 2) return unsafe('', `文件多于 ${MAX_FILES} 个`);
  const walked = await walk(zip, handle, found.size);
  return walked.ok ? checkDirectory(walked.value, handle, found.size) : walked;
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
  readonly parts: readonly ZipPart[];
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Where the last entry ends. */
  readonly end: number;
}

/** The entries in the directory's order: each begins where the one before it ends, and stands there as it is written. */
async function walk(zip: ZipFile, handle: FileHandle, size: number): Answer<Walked> {
  const parts: ZipPart[] = [];
  const entries = new Map<string, ZipEntry>();
  let end = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileNameRaw.toString('latin1');
      const fault = entryFault(entry);
      if (fault !== null) return unsafe(path, fault);
      if (entry.relativeOffsetOfLocalHeader !== end) return unsafe(path, '与其他内容重叠或之间另有内容');
      if (entries.has(path)) return unsafe(path, '重复');
      const part = { path, bytes: entry.uncompressedSize, crc32: entry.crc32, headerAt: end };
      const [header, descriptor] = [localHeader(part), descriptorOf(part)];
      const start = end + header.length;
      if (!(await stands(handle, header, end))) return unsafe(path, '写法与规定不同');
      if (start + part.bytes > size) return err('package.truncated');
      if (!(await stands(handle, descriptor, start + part.bytes))) return unsafe(path, '写法与规定不同');
      parts.push(part);
      entries.set(path, { path, start, bytes: part.bytes, crc32: part.crc32 });
      end = start + part.bytes + descriptor.length;
    }
  } catch (fault) {
    if (isDisk(fault)) throw fault;
    return err('package.truncated');
  }
  return ok({ parts, entries, end });
}

/** Whether these bytes stand at this place of the file. */
async function stands(handle: FileHandle, expected: Buffer, position: number): Promise<boolean> {
  const found = Buffer.alloc(expected.length);
  return (await readAt(handle, found, position)) === found.length && found.equals(expected);
}

/** Longest path of a package, as its manifest has it. */
const LONGEST_PATH = 200;

/** What is wrong with an entry, by the directory alone. */
function entryFault(entry: Entry): string | null {
  // Letters that only some systems tell apart, or that lead elsewhere, are in no path of a package.
  const path = entry.fileNameRaw.toString('latin1');
  if (path.length > LONGEST_PATH || !/^[a-z0-9][a-z0-9./-]*$/.test(path)) return '路径不合规定';
  if (entry.compressionMethod !== 0) return '经过压缩';
  if (entry.isEncrypted()) return '已加密';
  if (entry.compressedSize !== entry.uncompressedSize) return '大小不一致';
  // The upper half is the Unix mode: a link, a device or a folder is no file.
  if (((entry.externalFileAttributes >>> 16) & 0xf000) !== 0x8000) return '不是普通文件';
  return null;
}

/** Behind the last entry stand the directory as it is written, its end, and nothing more. */
async function checkDirectory(
  { parts, entries, end }: Walked,
  handle: FileHandle,
  size: number,
): Answer<ReadonlyMap<string, ZipEntry>> {
  const records = parts.map(directoryRecord);
  const bytes = records.reduce((sum, { length }) => sum + length, 0);
  const ending = endOfZip(records.length, end, bytes);
  if (size !== end + bytes + ending.length) return unsafe('', '末尾另有内容');
  const isWritten = (await stands(handle, Buffer.concat(records), end)) && (await stands(handle, ending, end + bytes));
  return isWritten ? ok(entries) : unsafe('', '目录的写法与规定不同');
}

function unsafe(path: string, reason: string): Result<never, ErrorCode> {
  // The name comes from the file: what could steer a terminal or hide itself is not shown.
  const file = path.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 80);
  return err('package.unsafe-entry', { file: file === '' ? '/' : file, reason });
}
