import { copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Dispatcher } from '#shared/host/dispatch.ts';
import { err } from '#shared/result.ts';
import type { Failure } from '#shared/result.ts';

/** What a system says where nothing may be written: an archive on a disc, a write-protected stick, somebody else's folder. */
const PROTECTED: ReadonlySet<unknown> = new Set(['EROFS', 'EACCES', 'EPERM']);

/** Calls that would write to the data folder. Everything else is reading, or goes elsewhere. */
const WRITES: ReadonlySet<string> = new Set([
  'settings:set',
  'catalogue:import',
  'inspection:create',
  'inspection:open-sample',
  'inspection:append-events',
  'evidence:store',
  'notice:finalise',
  'notice:sign',
  'notice:sign-kept',
  'certificate:keep',
  'certificate:forget',
  'backup:run',
  'backup:restore',
  'backup:settle-key',
  'backup:use-folder',
  'backup:choose-folder',
  'package:import',
  'package:settle-key',
  'sync:add-folder',
  'sync:add-server',
  'sync:set-secret',
  'sync:settle-key',
  'sync:use',
  'sync:share',
  'sync:forget',
  'sync:run',
  'update:configure',
  'update:download',
  'update:begin-file',
  'update:add-part',
]);

/** Whether a lock could not be taken because nothing may be written in a folder that has inspections to be read. */
export async function isToBeReadOnly({ code, detail }: Failure<ErrorCode>, paths: DataPaths): Promise<boolean> {
  if (code !== 'journal.write-failed' || !PROTECTED.has(detail?.['reason'])) return false;
  return (await stat(paths.inspections).catch(() => null))?.isDirectory() === true;
}

/** The way into a host that may only read: what would write is refused (`journal.read-only`). */
export function readingOnly(call: Dispatcher): Dispatcher {
  return async (name, payload, bytes) =>
    typeof name === 'string' && WRITES.has(name) ? err('journal.read-only') : call(name, payload, bytes);
}

/** A folder for what passes through a host that may only read: packages on their way out, previews. */
export interface Scratch {
  readonly root: string;
  remove(): Promise<void>;
}

/** A new scratch folder, with the keys that packages are signed with and known by. Throws the system's error. */
export async function openScratch(dataRoot: string): Promise<Scratch> {
  const root = await mkdtemp(join(tmpdir(), 'workbench-read-only-'));
  const names = (await readdir(dataRoot)).filter((name) => /^(?:device-key|known-devices).*\.json$/.test(name));
  for (const name of names) await copyFile(join(dataRoot, name), join(root, name)).catch(() => undefined);
  return { root, remove: () => rm(root, { recursive: true, force: true }).catch(() => undefined) };
}
