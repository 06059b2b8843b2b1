import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { MAX_RELEASE_BYTES, RELEASE_FILE } from '#shared/updates/release.ts';
import type { ReleaseFile } from '#shared/updates/release.ts';
import { fetchFile } from './fetch-file.ts';
import type { Incoming } from './incoming.ts';

/** The window waits for the answer: a server that takes longer counts as away. */
const CHECK_LIMIT_MS = 20_000;

/** Fetches the release file of an update server. Failures as `fetchFile` names them. */
export async function fetchRelease(address: string): Promise<Result<Uint8Array, ErrorCode>> {
  const chunks: Uint8Array[] = [];
  const fetched = await fetchFile(`${address}${RELEASE_FILE}`, {
    limit: MAX_RELEASE_BYTES,
    signal: AbortSignal.timeout(CHECK_LIMIT_MS),
    onChunk: async (chunk) => void chunks.push(chunk),
  });
  if (fetched.ok) return ok(Buffer.concat(chunks));
  return fetched.error.code === 'update.cancelled' ? err('update.unreachable', { reason: 'ETIMEDOUT' }) : fetched;
}

/** Fetches an installer into its place and answers its path. What `incoming` throws passes. */
export async function fetchInstaller(
  address: string,
  { name, bytes }: ReleaseFile,
  incoming: Incoming,
  { progress, signal }: JobContext,
): Promise<Result<string, ErrorCode>> {
  let received = 0;
  const percent = () => Math.floor((received / bytes) * 100);
  const onChunk = async (chunk: Uint8Array): Promise<void> => {
    const before = percent();
    // What is refused is missing at the end, and said by `finish`.
    const taken = await incoming.receive(received, chunk);
    if (taken.ok) received = taken.value.received;
    if (percent() > before) progress('download', received, bytes);
  };
  const fetched = await fetchFile(`${address}${name}`, { limit: bytes, signal, onChunk });
  if (!fetched.ok) return fetched.error.code === 'update.too-large' ? err('update.wrong-size') : fetched;
  return signal.aborted ? err('update.cancelled') : await incoming.finish();
}
