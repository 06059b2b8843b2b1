import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { DiskFault, isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeFolders, syncFolder } from '#electron/services/disk/folders.ts';
import { writeSynced } from '#electron/services/disk/atomic-file.ts';

/** A file of a set, by the name it is to have. */
export interface FileToWrite {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A name that is taken: by what is no file (a folder, a link), or by a file that is not to be replaced. */
export class InTheWay extends DiskFault {
  readonly path: string;
  readonly by: 'other' | 'kept';
  constructor(path: string, by: InTheWay['by']) {
    super('EEXIST');
    this.path = path;
    this.by = by;
  }
}

/** One file on its way: its name, the new one beside it, and where the old one waits. */
interface Place {
  readonly path: string;
  readonly temporary: string;
  readonly aside: string;
}

/**
 * Writes several files into a folder (made where it is missing), all or none (SPEC PU16). New files are complete on the
 * disk under names of their own first. Then the old ones step aside, in order, before the first new one takes its name:
 * at no moment do files of two sets stand side by side. A failure puts the old set back; after a kill the next writing
 * into the folder does (`settle`). Throws the system's error; `InTheWay` where a name is taken or `isKept` says so.
 */
export async function writeTogether(
  folder: string,
  files: readonly FileToWrite[],
  isKept: (path: string) => Promise<boolean> = async () => false,
): Promise<void> {
  // What is published is for others to read.
  await makeFolders(folder, 0o777);
  const places = files.map(({ name }) => placeOf(folder, name));
  await settle(places);
  for (const { path } of places) await refuseTaken(path, isKept);
  const named: Place[] = [];
  try {
    for (const [index, { temporary }] of places.entries())
      await writeSynced(temporary, files[index]?.bytes ?? new Uint8Array(), 'w', 0o666);
    await syncFolder(folder);
    for (const { path, aside } of places) await moveIfThere(path, aside);
    await syncFolder(folder);
    for (const place of places) {
      await renameFile(place.temporary, place.path);
      named.push(place);
    }
    await syncFolder(folder);
  } catch (fault) {
    for (const { path } of named) await rm(path, { force: true }).catch(() => undefined);
    await putBack(places).catch(() => undefined);
    throw fault;
  }
  // What cannot be removed now goes with the next writing.
  for (const { aside } of places) await rm(aside, { force: true }).catch(() => undefined);
}

const placeOf = (folder: string, name: string): Place => ({
  path: join(folder, name),
  temporary: join(folder, `.${name}.workbench-new`),
  aside: join(folder, `.${name}.workbench-old`),
});

/**
 * Ends what a killed run left: where every new file has its name the old ones go, otherwise the old set comes back. A run
 * killed before the old ones stepped aside left only temporary files.
 */
async function settle(places: readonly Place[]): Promise<void> {
  const waiting = await Promise.all(places.map(({ temporary }) => isThere(temporary)));
  if (waiting.includes(true)) return putBack(places);
  const named = await Promise.all(places.map(({ path }) => isThere(path)));
  if (named.includes(false)) return putBack(places);
  for (const { aside } of places) await rm(aside, { force: true });
}

/**
 * The old set as it was. Old files stepped aside in order and new ones were named in order, so a file that did not step
 * aside is new where a later one did, or where its temporary file is gone and a later one is still there.
 */
async function putBack(places: readonly Place[]): Promise<void> {
  const stepped = await Promise.all(places.map(({ aside }) => isThere(aside)));
  const waiting = await Promise.all(places.map(({ temporary }) => isThere(temporary)));
  for (const [index, { path }] of places.entries()) {
    const isLone = waiting[index] === false && waiting.includes(true, index + 1);
    const isNew = stepped[index] === false && (stepped.includes(true, index + 1) || isLone);
    if (isNew) await rm(path, { force: true });
  }
  // The last temporary file goes first and the old files come after it: cut short here as well, the above still holds.
  for (const { temporary } of places.toReversed()) await rm(temporary, { force: true });
  for (const [index, { path, aside }] of places.entries()) if (stepped[index] === true) await renameFile(aside, path);
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await renameFile(from, to);
  } catch (fault) {
    if (!isSystemError(fault) || reasonOf(fault) !== 'ENOENT') throw fault;
  }
}

/** Whether there is something of that name. Throws the system's error where it does not say. */
const isThere = async (path: string): Promise<boolean> => (await lookAt(path)) !== null;

/** Throws `InTheWay` where a name cannot be taken. */
export async function refuseTaken(path: string, isKept: (path: string) => Promise<boolean>): Promise<void> {
  const found = await lookAt(path);
  if (found === null) return;
  if (!found.isFile()) throw new InTheWay(path, 'other');
  if (await isKept(path)) throw new InTheWay(path, 'kept');
}
