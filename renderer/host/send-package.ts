import type { ErrorCode } from '#shared/errors.ts';
import { recordedName } from '#shared/facts/file-name.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import { err, ok, type Result } from '#shared/result.ts';

/** Bytes of one piece: a package may be larger than what a window can hold, or a call may carry. */
const PIECE = 8 * 1024 * 1024;

/**
 * Sends a file to the host piece by piece; `tell` hears how many bytes are there. `package.cancelled` where it is called
 * off, `package.read-failed` where the file cannot be read any more; nothing of it is then kept.
 */
export async function sendPackage(
  host: HostApi,
  file: File,
  signal: AbortSignal,
  tell: (sent: number) => void,
): Promise<Result<OfferedPackage, ErrorCode>> {
  const begun = await host.call('package:begin', { name: recordedName(file.name, ''), bytes: file.size });
  if (!begun.ok) return begun;
  const { package: token } = begun.value;
  const give = async (): Promise<Result<null, ErrorCode>> => {
    for (let at = 0; at < file.size; at += PIECE) {
      if (signal.aborted) return err('package.cancelled');
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      const sent = await host.upload('package:receive', { package: token, at }, new Uint8Array(piece));
      if (!sent.ok) return sent;
      tell(sent.value.received);
    }
    return ok(null);
  };
  // A file on a drive that is pulled out cannot be read any more: the browser throws.
  const given = await give().catch(() => err('package.read-failed', { reason: 'NotReadable' }));
  if (given.ok) return ok({ package: token, name: file.name, bytes: file.size });
  void host.call('package:discard', { package: token });
  return given;
}
