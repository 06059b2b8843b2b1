import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { Sha256 } from '#shared/ids.ts';
import * as v from 'valibot';
import type { Part } from './collect.ts';
import type { CrashDump } from './crash-dumps.ts';

/** A finished archive on disk, under its hash. */
export interface Archive {
  readonly path: string;
  readonly sha256: Sha256;
  readonly size: number;
}

/** Writes the archive whole or not at all, in place of the one before. Throws the system's error. */
export async function writeArchive(
  folder: string,
  parts: readonly Part[],
  dumps: readonly CrashDump[],
  signal?: AbortSignal,
): Promise<Archive> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, 'archive.tmp');
  try {
    const zip = new ZipFile();
    for (const { name, text } of parts) zip.addBuffer(Buffer.from(text, 'utf8'), name);
    for (const [index, { path }] of dumps.entries()) zip.addFile(path, `crash-dumps/${index + 1}.dmp`);
    const failed = new Promise<never>((_, reject) => zip.on('error', reject));
    failed.catch(() => undefined);
    zip.end();
    const hash = createHash('sha256');
    // The library types its stream by the older interface, which has no iterator.
    const bytes = zip.outputStream.pipe(new PassThrough());
    bytes.on('data', (chunk: Buffer) => hash.update(chunk));
    const written = pipeline(bytes, createWriteStream(draft, { mode: 0o600 }), signal === undefined ? {} : { signal });
    await Promise.race([written, failed]);
    return await settle(folder, draft, v.parse(Sha256, hash.digest('hex')));
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function settle(folder: string, draft: string, sha256: Sha256): Promise<Archive> {
  const handle = await open(draft, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const path = archivePath(folder, sha256);
  await rename(draft, path);
  for (const name of await readdir(folder)) {
    if (/^[0-9a-f]{64}\.zip$/.test(name) && join(folder, name) !== path) await rm(join(folder, name), { force: true });
  }
  return { path, sha256, size: (await stat(path)).size };
}

export function archivePath(folder: string, sha256: Sha256): string {
  return join(folder, `${sha256}.zip`);
}
