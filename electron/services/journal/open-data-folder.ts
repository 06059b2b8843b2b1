import type { Log } from '#electron/services/log/log.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { DeviceId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { DATA_FORMAT } from './data-folder.ts';
import type { DataPaths } from './data-folder.ts';
import { openDevice } from './device.ts';
import type { Device, Reason } from './device.ts';
import { bringForward } from './format-step.ts';
import { openHeadsRecord } from './heads-record.ts';
import type { HeadsRecord } from './heads-record.ts';
import { narrowModes } from './modes.ts';
import { machineId, placeOf } from './place.ts';

/** A data folder that is locked, of today's format, private, and under a device id of its own. */
export interface DataFolder {
  readonly paths: DataPaths;
  readonly device: Device;
  readonly heads: HeadsRecord;
  /** Where what passes through goes while nothing may be written in the data folder itself; null: it may. */
  readonly scratch: string | null;
}

export interface DataFolderPorts {
  readonly hash: HashText;
  readonly newDeviceId: () => DeviceId;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  /** What tells this machine from others; absent: what the system says. */
  readonly machine?: string | undefined;
  /** Told what is worth a line in the log. */
  readonly note: Log['info'];
}

/**
 * Opens a prepared data folder that this process has locked: brings an earlier format forward, gives a copy a device id
 * of its own, takes rights from others (`journal.newer-format`, `journal.read-failed`). Throws the system's error.
 */
export async function openDataFolder(paths: DataPaths, ports: DataFolderPorts): Promise<Result<DataFolder, ErrorCode>> {
  const { note, now, hash, newDeviceId } = ports;
  const forward = await bringForward(paths, hash);
  if (!forward.ok) return forward;
  const { from } = forward.value;
  if (from !== DATA_FORMAT) note('format-step', { count: from });
  const place = await placeOf(paths.inspections, ports.machine ?? (await machineId()));
  const onBegun = (id: DeviceId, reason: Reason) => note('device-began', { device: id, reason });
  const device = await openDevice(paths.root, { newId: newDeviceId, now, place, onBegun });
  const { folders, files } = await narrowModes(paths.root);
  if (folders + files > 0) note('modes-narrowed', { count: folders + files });
  return ok({ paths, device, heads: openHeadsRecord(paths.heads), scratch: null });
}
