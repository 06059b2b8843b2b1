import { recordedName } from '#shared/facts/file-name.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { OfferedPackage } from '#shared/host/package-records.ts';
import { ok, type Answer } from '#shared/result.ts';
import { sendPieces } from './send-pieces.ts';
import type { WorkContext } from './work-context.ts';

/**
 * Sends a package to the host. `package.cancelled` where it is called off, `package.read-failed` where the file cannot be
 * read any more; nothing of it is then kept.
 */
export async function sendPackage(host: HostApi, file: File, context: WorkContext): Answer<OfferedPackage> {
  const begun = await host.call('package:begin', { name: recordedName(file.name, ''), bytes: file.size });
  if (!begun.ok) return begun;
  const { package: token } = begun.value;
  const receiver = {
    take: (at: number, piece: Uint8Array) => host.upload('package:receive', { package: token, at }, piece),
    cancelled: 'package.cancelled',
    unreadable: { code: 'package.read-failed', detail: { reason: 'NotReadable' } },
  } as const;
  const sent = await sendPieces(file, receiver, context);
  if (sent.ok) return ok({ package: token, name: file.name, bytes: file.size });
  void host.call('package:discard', { package: token });
  return sent;
}
