import { basename, dirname, join } from 'node:path';
import { beginTemporary, withTemporary } from '#electron/services/disk/temporary-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { FileLimit } from '#electron/services/storage/file-limit.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { PackageFile } from '#shared/host/package-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import { manifestText, PACKAGE_FORMAT, streamsTooLarge, MANIFEST_PATH } from '#shared/package/manifest.ts';
import type { ManifestBody } from '#shared/package/manifest.ts';
import { signatureText, signedText, SIGNATURE_PATH } from '#shared/package/signature.ts';
import { safeName } from '#shared/publication/file-names.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { collectInspection, inMemory } from './collect-inspection.ts';
import type { CollectedInspection, CollectPorts } from './collect-inspection.ts';
import { roomFor } from './room.ts';
import { vouch } from '#electron/services/trust/witness.ts';
import type { WitnessPorts } from '#electron/services/trust/witness.ts';
import { SourceChanged, writeZip } from './write-zip.ts';
import type { ZipSource } from './write-zip.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { syncFolder } from '#electron/services/disk/folders.ts';

export interface ExportPorts extends CollectPorts {
  readonly witness: WitnessPorts;
  readonly freeBytes: FreeBytes;
  readonly fileLimit: FileLimit;
  readonly author: () => Promise<string>;
  readonly product: string;
  readonly now: () => number;
}

/** Where a package goes: a folder, where its hash names it, or a file of the user's choice. */
export type ExportTarget = { readonly folder: string } | { readonly file: string };

/** Bytes of zip around each file: two headers, two names and a descriptor. */
const ENTRY_OVERHEAD = 512;

/**
 * Writes an inspection as a package: all of it under its name on the disk, or nothing. `package.no-space`,
 * `package.file-limit` (known before anything is written, where the system tells what kind of disk it is),
 * `package.source-changed`, `package.write-failed`, `package.cancelled`.
 */
export async function exportPackage(
  inspection: InspectionId,
  target: ExportTarget,
  ports: ExportPorts,
  job: JobContext,
): Answer<PackageFile> {
  try {
    const collected = await collectOrSay(inspection, ports, job);
    if (!collected.ok) return collected;
    const sources = await withManifest(inspection, collected.value, ports);
    if (!sources.ok) return sources;
    const folder = 'file' in target ? dirname(target.file) : target.folder;
    const bytes = sources.value.reduce((sum, source) => sum + source.bytes + ENTRY_OVERHEAD, 0);
    const room = await roomFor(bytes, folder, ports);
    if (!room.ok) return room;
    return ok(await write(sources.value, target, fileName(collected.value.community, ports.now()), job));
  } catch (fault) {
    if (job.signal.aborted) return err('package.cancelled');
    if (fault instanceof SourceChanged) return err('package.source-changed', { file: basename(fault.path) });
    if (!isSystemError(fault)) throw fault;
    return err('package.write-failed', { reason: reasonOf(fault) });
  }
}

/** What cannot be read of the data folder is no fault of the place where the package goes. */
async function collectOrSay(
  inspection: InspectionId,
  ports: ExportPorts,
  job: JobContext,
): Answer<CollectedInspection> {
  try {
    return await collectInspection(inspection, ports, job);
  } catch (fault) {
    if (job.signal.aborted || !isSystemError(fault)) throw fault;
    return err('journal.read-failed', { reason: reasonOf(fault) });
  }
}

/** The manifest and its signature come first, so that they are found at the beginning of a stream, too. */
async function withManifest(
  inspection: InspectionId,
  { sources, heads, missing }: CollectedInspection,
  ports: ExportPorts,
): Answer<ZipSource[]> {
  const files = sources.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  const large = streamsTooLarge(files);
  if (large !== null) return err('package.too-large', { limit: large });
  const { witness } = ports;
  const [device, madeAt] = [witness.device.current(), new Date(ports.now()).toISOString()];
  const vouched: ManifestBody['heads'] = {};
  for (const [of, head] of heads) {
    const voucher = await vouch(inspection, of, head, witness);
    if (!voucher.ok) return voucher;
    vouched[of] = { ...head, voucher: voucher.value };
  }
  const text = manifestText(
    {
      format: PACKAGE_FORMAT,
      product: ports.product,
      madeAt,
      madeBy: await ports.author(),
      device,
      inspection,
      files,
      heads: vouched,
      missing: [...missing],
    },
    ports.hash,
  );
  const signature = await witness.key.sign(signedText(text), device);
  if (!signature.ok) return signature;
  // Should this data folder go on under another id, which has a key of its own, its own packages are still known.
  const known = await witness.trust.remember(new Map([[device, signature.value.key]]), madeAt);
  if (!known.ok) return known;
  return ok([
    inMemory(MANIFEST_PATH, Buffer.from(text, 'utf8')),
    inMemory(SIGNATURE_PATH, Buffer.from(signatureText({ algorithm: 'Ed25519', ...signature.value }), 'utf8')),
    ...sources,
  ]);
}

async function write(
  sources: readonly ZipSource[],
  target: ExportTarget,
  name: string,
  { progress, signal }: JobContext,
): Promise<PackageFile> {
  const temporary = await beginTemporary('file' in target ? dirname(target.file) : target.folder);
  const total = sources.reduce((sum, { bytes, from }) => sum + (from instanceof Uint8Array ? 0 : bytes), 0);
  return withTemporary(temporary, async () => {
    const onBytes = throttled((done) => progress('write', done, total), total);
    const { size, sha256 } = await writeZip(temporary, sources, { signal, onBytes });
    const path = 'file' in target ? target.file : join(target.folder, `${sha256}.ysb`);
    await renameFile(temporary, path);
    await syncFolder(dirname(path));
    return { sha256, name, size };
  });
}

/** Tells of every hundredth part: a window has no use for more. */
export function throttled(tell: (done: number) => void, total: number): (done: number) => void {
  let told = -1;
  return (done) => {
    const part = total === 0 ? 100 : Math.floor((done / total) * 100);
    if (part === told) return;
    told = part;
    tell(done);
  };
}

/** `学苑社区-20240801-1530.ysb`: the community, and when it was made, in the time of the place (UTC+8). */
function fileName(community: string, now: number): string {
  const [day = '', time = ''] = new Date(now + 8 * 3600_000).toISOString().split('T');
  return `${safeName(community)}-${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}.ysb`;
}
