import { join } from 'node:path';
import { scanStream } from '#electron/services/journal/line.ts';
import { hashAt } from '#electron/services/journal/stream.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { BackedUpStream, BackupPaths, NamedManifest } from './manifest.ts';
import { readOrNothing } from '#electron/services/disk/read.ts';
import { pathOf } from '#shared/holding/holding.ts';

/**
 * Whether every stream of an older generation goes on in the newer one, event for event. One that has as many events may
 * have others: a machine that was set back writes a second history under the same numbers. Throws the system's error.
 */
export async function continues(
  newer: NamedManifest,
  older: NamedManifest,
  { generations }: BackupPaths,
  hash: HashText,
): Promise<boolean> {
  const scan = async ({ name }: NamedManifest, { inspection, device }: BackedUpStream) => {
    const bytes = await readOrNothing(join(generations, name, pathOf({ is: 'stream', inspection, device })));
    return scanStream(bytes ?? new Uint8Array(), { inspection, device }, hash);
  };
  for (const stream of older.manifest.streams) {
    const isSame = ({ inspection, device, sha256 }: BackedUpStream): boolean =>
      inspection === stream.inspection && device === stream.device && sha256 === stream.sha256;
    if (newer.manifest.streams.some(isSame)) continue;
    const [before, now] = [await scan(older, stream), await scan(newer, stream)];
    if (before.head !== null && hashAt(now.events, now.head, before.head.seq) !== before.head.hash) return false;
  }
  return true;
}
