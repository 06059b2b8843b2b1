import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { DeviceId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { reasonOf, syncFolder } from './disk.ts';

/** The version of everything below the data folder. A later one is refused, an earlier one is brought forward. */
export const DATA_FORMAT = 1;

const FormatFile = v.object({ format: v.pipe(v.number(), v.integer(), v.minValue(1)) });
const DeviceFile = v.object({ device: DeviceId, former: v.optional(v.array(DeviceId), []) });
type DeviceFile = v.InferOutput<typeof DeviceFile>;

/** Where everything lies below a data folder. */
export interface DataPaths {
  readonly root: string;
  readonly inspections: string;
  readonly photos: string;
  readonly notices: string;
  readonly catalogues: string;
  readonly torn: string;
  readonly logs: string;
  readonly settings: string;
  readonly recent: string;
}

export function dataPaths(root: string): DataPaths {
  const at = (name: string): string => join(root, name);
  return {
    root,
    inspections: at('inspections'),
    photos: at('photos'),
    notices: at('notices'),
    catalogues: at('catalogues'),
    torn: at('torn'),
    logs: at('logs'),
    settings: at('settings.json'),
    recent: at('recent.json'),
  };
}

/** Creates what a data folder needs and checks its format (`journal.newer-format`, `journal.read-failed`). */
export async function prepareDataFolder(paths: DataPaths): Promise<Result<null, ErrorCode>> {
  try {
    for (const folder of [paths.inspections, paths.photos, paths.notices, paths.catalogues, paths.logs]) {
      await mkdir(folder, { recursive: true });
    }
    await syncFolder(paths.root);
    return await checkFormat(join(paths.root, 'format.json'));
  } catch (fault) {
    return err('journal.read-failed', { reason: reasonOf(fault) });
  }
}

async function checkFormat(path: string): Promise<Result<null, ErrorCode>> {
  const text = await readOrNull(path);
  if (text === null) {
    await writeFileAtomic(path, `${JSON.stringify({ format: DATA_FORMAT })}\n`);
    return ok(null);
  }
  const parsed = v.safeParse(FormatFile, parseJson(text));
  if (!parsed.success) return err('journal.read-failed', { reason: 'format.json' });
  return parsed.output.format > DATA_FORMAT ? err('journal.newer-format', { format: parsed.output.format }) : ok(null);
}

/** The data folder's own device id: read, or made on first use. */
export interface Device {
  current(): DeviceId;
  /** Begins a new id for good, because a stream of the present one is damaged. Throws the system's error. */
  renew(): Promise<DeviceId>;
}

/**
 * Opens `device.json`. An unreadable one is kept beside it and a new id begins: a fresh stream is always safe, writing
 * behind an unknown one is not. Throws the system's error.
 */
export async function openDevice(root: string, newId: () => DeviceId): Promise<Device> {
  const path = join(root, 'device.json');
  const text = await readOrNull(path);
  const parsed = text === null ? null : v.safeParse(DeviceFile, parseJson(text));
  if (parsed !== null && !parsed.success) await rename(path, `${path}.unreadable-${newId()}`);
  let file: DeviceFile = parsed?.success === true ? parsed.output : { device: newId(), former: [] };
  const store = (next: DeviceFile) => writeFileAtomic(path, `${JSON.stringify(next)}\n`);
  if (parsed?.success !== true) await store(file);
  return {
    current: () => file.device,
    renew: async () => {
      const next = { device: newId(), former: [...file.former, file.device] };
      await store(next);
      file = next;
      return file.device;
    },
  };
}

/** A file's text; null when it is not there. Throws the system's error otherwise. */
export async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (fault) {
    if (reasonOf(fault) === 'ENOENT') return null;
    throw fault;
  }
}

/** Parsed JSON; undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
