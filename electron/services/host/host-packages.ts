import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { Device } from '#electron/services/journal/device.ts';
import type { DiskJournal } from '#electron/services/journal/journal.ts';
import { openPackages } from '#electron/services/package/packages.ts';
import { packageFolder } from '#electron/services/package/package-folder.ts';
import type { FileLimit } from '#electron/services/storage/file-limit.ts';
import type { FreeBytes } from '#electron/services/storage/free-space.ts';
import type { Keys } from '#electron/services/trust/open-keys.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { ok } from '#shared/result.ts';
import { authorOf } from './author-of.ts';
import type { HostParts } from './host-parts.ts';
import type { Packages } from '#electron/services/package/package-port.ts';

/** What a host's packages are made of and go into. */
export interface Packed extends Pick<HostParts, 'settings' | 'evidence' | 'catalogues' | 'inspections'> {
  readonly paths: DataPaths;
  readonly journal: DiskJournal;
  readonly device: Device;
  readonly version: string;
  readonly freeBytes: FreeBytes;
  readonly fileLimit: FileLimit;
  readonly random: (bytes: number) => string;
  readonly now: () => number;
  readonly hash: HashText;
  readonly emit: (event: HostEvent) => void;
  readonly keys: Keys;
  /** Where packages are while nothing may be written in the data folder. */
  readonly scratch: string | null;
}

/** The packages of a host. */
export function openHostPackages({
  journal,
  inspections,
  device,
  settings,
  version,
  emit,
  keys,
  scratch,
  ...rest
}: Packed): Packages {
  return openPackages({
    ...rest,
    ...keys,
    folder: packageFolder(scratch ?? rest.paths.root),
    product: version,
    device,
    author: () => authorOf(settings),
    compare: (copy) => journal.compare(copy),
    adopt: (copy) => journal.adopt(copy),
    replace: (copy) => journal.replace(copy),
    headOf: (inspection, id) => headOf(journal, inspection, id),
    onImported: (inspection) => inspections.reload(inspection),
    onOffered: (offered) => emit({ type: 'package-offered', offered }),
  });
}

/** Where a stream ends; null: it is not here. */
async function headOf(journal: DiskJournal, inspection: InspectionId, device: DeviceId) {
  const view = await journal.view(inspection);
  if (!view.ok) return view.error.code === 'inspection.not-found' ? ok(null) : view;
  return ok(view.value.heads[device] ?? null);
}
