import { TO_ITS_END } from '#electron/services/holdings/remote.ts';
import { hashIn } from '#electron/services/journal/stream-part.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { openGeneration } from './generation.ts';
import type { BackupPaths, NamedManifest } from './manifest.ts';

/**
 * Whether every stream of an older generation goes on in the newer one, event for event. One that has as many events may
 * have others: a machine that was set back writes a second history under the same numbers. Throws the system's error.
 */
export async function continues(
  newer: NamedManifest,
  older: NamedManifest,
  place: BackupPaths,
  hash: HashText,
): Promise<boolean> {
  const [now, then] = [newer, older].map((one) => openGeneration(one, place, hash));
  const unchanged = new Set(
    newer.manifest.streams.map(({ inspection, device, sha256 }) => `${inspection} ${device} ${sha256}`),
  );
  for (const stream of older.manifest.streams) {
    if (unchanged.has(`${stream.inspection} ${stream.device} ${stream.sha256}`)) continue;
    const before = await then?.part(stream, null, TO_ITS_END);
    if (before?.ok !== true || before.value === null) continue;
    const { seq, hash: last } = before.value.head;
    const after = await now?.part(stream, null, TO_ITS_END);
    if (after?.ok !== true || after.value === null || hashIn(after.value, seq) !== last) return false;
  }
  return true;
}
