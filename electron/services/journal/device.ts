import { join } from 'node:path';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import * as v from 'valibot';
import { DeviceId } from '#shared/ids.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { PRIVATE_FILE } from './data-folder.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

/**
 * Why a device id began: the folder is new (`first`), a copy or without a known place (`elsewhere`), its stream must not
 * be written behind (`not-writable`), another folder wrote under the id (`fork`), or its file could not be read.
 */
const Reason = v.picklist(['first', 'elsewhere', 'not-writable', 'fork', 'unreadable']);
export type Reason = v.InferOutput<typeof Reason>;

const DeviceFile = v.object({
  device: DeviceId,
  former: v.optional(v.array(DeviceId), []),
  /** Which id this folder has at each place where it was opened: a stick goes to and fro between machines. */
  places: v.optional(v.record(v.string(), DeviceId), {}),
  begun: v.optional(v.array(v.object({ device: DeviceId, at: v.string(), why: Reason })), []),
});
type DeviceFile = v.InferOutput<typeof DeviceFile>;

/** The data folder's own device id: read, or made on first use. */
export interface Device {
  current(): DeviceId;
  /** Whether an id is, or was, this data folder's. */
  owns(device: DeviceId): boolean;
  /** Begins a new id for good; streams of the old one stay and are read. Throws the system's error. */
  renew(why: Reason): Promise<DeviceId>;
}

export interface DevicePorts {
  readonly newId: () => DeviceId;
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
  /** Where the folder is; a copy of it is somewhere else. */
  readonly place: string;
  /** Told of each id that begins. */
  readonly onBegun?: (device: DeviceId, why: Reason) => void;
}

/**
 * Opens `device.json`. A folder that does not know its place is a copy, or might be one: two folders that wrote under one
 * id would tear the stream apart, so it goes on under an id of its own. An unreadable file is kept beside. Throws the
 * system's error.
 */
export async function openDevice(root: string, ports: DevicePorts): Promise<Device> {
  const path = join(root, 'device.json');
  // What the system will not read is set aside like what makes no sense: the streams are written under another id then.
  const text = await readOrNull(path).catch((fault: unknown) => {
    if (!isSystemError(fault)) throw fault;
    return '';
  });
  const parsed = text === null ? null : v.safeParse(DeviceFile, parseJson(text));
  if (parsed !== null && !parsed.success) await renameFile(path, `${path}.unreadable-${ports.newId()}`);
  let file: DeviceFile | null = parsed?.success === true ? parsed.output : null;
  const begin = async (why: Reason): Promise<DeviceId> => {
    const next = begun(file, why, ports);
    await store(path, next);
    file = next;
    ports.onBegun?.(next.device, why);
    return next.device;
  };
  const here = file?.places[ports.place];
  let device: DeviceId;
  if (file === null) device = await begin(text === null ? 'first' : 'unreadable');
  else if (here === undefined) device = await begin('elsewhere');
  else {
    device = here;
    if (file.device !== here) await store(path, { ...file, device: here });
  }
  return {
    current: () => device,
    owns: (id) => id === device || file?.device === id || file?.former.includes(id) === true,
    renew: async (why) => (device = await begin(why)),
  };
}

/**
 * The device of a data folder in which nothing may be written, `other` where it has no key to sign packages with: a new key
 * under a known name would be taken for somebody else's. Throws the system's error.
 */
export async function readDevice(root: string, other: DeviceId): Promise<Device> {
  const text = await readOrNull(join(root, 'device.json')).catch(() => null);
  const file = v.safeParse(DeviceFile, parseJson(text ?? ''));
  const own = file.success ? file.output.device : other;
  const key = await readOrNull(join(root, `device-key.${own}.json`)).catch(() => null);
  const device = key === null ? other : own;
  const ids = file.success ? [file.output.device, ...file.output.former] : [];
  return { current: () => device, owns: (id) => id === device || ids.includes(id), renew: async () => device };
}

const store = (path: string, file: DeviceFile): Promise<void> =>
  writeFileAtomic(path, `${JSON.stringify(file)}\n`, PRIVATE_FILE);

function begun(before: DeviceFile | null, why: Reason, { newId, now, place }: DevicePorts): DeviceFile {
  const device = newId();
  return {
    device,
    former: before === null ? [] : [...new Set([...before.former, before.device])],
    places: { ...before?.places, [place]: device },
    begun: [...(before?.begun ?? []), { device, at: new Date(now()).toISOString(), why }],
  };
}
