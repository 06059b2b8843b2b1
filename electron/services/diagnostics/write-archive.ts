import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { beginTemporary, withTemporary } from '#electron/services/disk/temporary-file.ts';
import { ZipFile } from 'yazl';
import { Sha256 } from '#shared/ids.ts';
import * as v from 'valibot';
import type { Part } from './collect.ts';
import type { CrashDump } from './crash-dumps.ts';
import { makeDurableFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { syncFile } from '#electron/services/disk/atomic-file.ts';

/** A finished archive on disk, under its hash. */
export interface Archive {
  readonly path: string;
  readonly sha256: Sha256;
  readonly size: number;
}

/** What goes into an archive, and a way to call it off. */
export interface Contents {
  readonly parts: readonly Part[];
  readonly dumps: readonly CrashDump[];
  readonly signal: AbortSignal | undefined;
}

/** Writes an archive into a folder of its own, in place of the one before. Throws the system's error. */
export async function keepArchive(folder: string, contents: Contents): Promise<Archive> {
  await makeDurableFolder(folder);
  const temporary = join(folder, 'archive');
  const sha256 = await writeArchive(temporary, contents);
  const path = archivePath(folder, sha256);
  await renameFile(temporary, path);
  await syncFolder(folder);
  for (const name of await readdir(folder)) {
    if (/^[0-9a-f]{64}\.zip$/.test(name) && join(folder, name) !== path) await rm(join(folder, name), { force: true });
  }
  return { path, sha256, size: (await stat(path)).size };
}

/** Writes an archive to a path, whole or not at all, and answers its hash. Throws the system's error. */
export async function writeArchive(path: string, contents: Contents): Promise<Sha256> {
  const temporary = await beginTemporary(dirname(path), 0o600);
  return withTemporary(temporary, async () => {
    const sha256 = await writeZip(temporary, contents);
    await syncFile(temporary);
    await renameFile(temporary, path);
    await syncFolder(dirname(path));
    return sha256;
  });
}

async function writeZip(path: string, { parts, dumps, signal }: Contents): Promise<Sha256> {
  const zip = new ZipFile();
  for (const { name, text } of parts) zip.addBuffer(Buffer.from(text, 'utf8'), name);
  for (const [index, dump] of dumps.entries()) zip.addFile(dump.path, `crash-dumps/${index + 1}.dmp`);
  // A dump that goes away meanwhile is told here, and by nothing in the stream.
  const failed = new Promise<never>((_, reject) => zip.on('error', reject));
  failed.catch(() => undefined);
  zip.end();
  const hash = createHash('sha256');
  // The library types its stream by the older interface, which has no iterator.
  const bytes = zip.outputStream.pipe(new PassThrough());
  bytes.on('data', (chunk: Buffer) => hash.update(chunk));
  const written = pipeline(bytes, createWriteStream(path, { mode: 0o600 }), signal === undefined ? {} : { signal });
  written.catch(() => undefined);
  await Promise.race([written, failed]);
  return v.parse(Sha256, hash.digest('hex'));
}

export function archivePath(folder: string, sha256: Sha256): string {
  return join(folder, `${sha256}.zip`);
}
