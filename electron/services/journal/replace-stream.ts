import { join } from 'node:path';
import { canonicalText } from '#shared/log/canonical.ts';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { encodeBatch } from './line.ts';
import type { Mended } from './mend-stream.ts';
import type { Stream } from './stream.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';

/** Keeps bytes that are about to be replaced, under a name of their own content: a second try adds nothing. */
export async function keepDamaged(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await makeDurableFolder(folder);
  await writeFileAtomic(join(folder, `${name}.${hashBytes(bytes).slice(0, 12)}`), bytes, 0o600);
}

/**
 * Puts a whole stream in the place of its file at once; the file that was there is kept in `damagedFolder` first. What is
 * intact of it stays byte for byte, with its batches; each further event stands by itself. Throws the system's error.
 */
export async function replaceStream(stream: Stream, { events, head }: Mended, damagedFolder: string): Promise<Stream> {
  const before = stream.exists ? await readRegular(stream.path) : Buffer.alloc(0);
  const further = events.slice(stream.head?.seq ?? 0).flatMap((event) => canonicalText(event) ?? []);
  const bytes = Buffer.concat([before.subarray(0, stream.length), ...further.map((text) => encodeBatch([text]))]);
  return replaceBytes(stream, before, bytes, head, damagedFolder);
}

/** Puts `bytes`, which end in `head`, in the place of a stream's file, keeping what was there. Throws the system's error. */
export async function replaceBytes(
  stream: Stream,
  before: Uint8Array,
  bytes: Uint8Array,
  head: Stream['head'],
  damagedFolder: string,
): Promise<Stream> {
  if (before.length > 0) await keepDamaged(damagedFolder, `${stream.inspection}.${stream.device}.jsonl`, before);
  await writeFileAtomic(stream.path, bytes, 0o600);
  return { ...stream, exists: true, length: bytes.length, head, damage: null, tail: 'none' };
}
