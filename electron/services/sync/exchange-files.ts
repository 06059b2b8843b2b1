import { bringFiles } from '#electron/services/holdings/bring-files.ts';
import type { Holdings } from '#electron/services/holdings/holdings.ts';
import type { RemoteFile, SharedPlace } from '#electron/services/holdings/remote.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { InspectionId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';

export interface FilePorts {
  readonly place: SharedPlace;
  readonly holdings: Holdings;
}

/** Files and their bytes. */
export interface FileSum {
  readonly count: number;
  readonly bytes: number;
}

export const NO_FILES: FileSum = { count: 0, bytes: 0 };

export const sumOf = (files: readonly RemoteFile[]): FileSum =>
  files.reduce((sum, { bytes }) => ({ count: sum.count + 1, bytes: sum.bytes + (bytes ?? 0) }), NO_FILES);

export const plus = (a: FileSum, b: FileSum): FileSum => ({ count: a.count + b.count, bytes: a.bytes + b.bytes });

/** The files that an inspection's events name: where they are. */
export interface NamedFiles {
  readonly unsent: readonly RemoteFile[];
  readonly notFetched: readonly RemoteFile[];
  readonly missing: readonly RemoteFile[];
}

/** Asks a place, in one go, which files of some inspections it has (SPEC SY4). */
export async function weighFiles(
  inspections: readonly InspectionId[],
  { place, holdings }: FilePorts,
  signal: AbortSignal,
): Answer<ReadonlyMap<InspectionId, NamedFiles>> {
  const files = new Map<InspectionId, RemoteFile[]>();
  for (const inspection of inspections) {
    const named = await holdings.named(inspection);
    if (!named.ok) return named;
    const listed: RemoteFile[] = [];
    for (const file of named.value.values()) listed.push({ file, bytes: await holdings.sizeOf(file) });
    files.set(inspection, listed);
  }
  const there = await place.holding([...files.values()].flat(), 'told', signal);
  if (!there.ok) return there;
  return ok(new Map([...files].map(([inspection, listed]) => [inspection, whereTheyAre(listed, there.value)])));
}

/** Which files an inspection has nothing of: before its records have come. */
export const NONE_NAMED: NamedFiles = { unsent: [], notFetched: [], missing: [] };

function whereTheyAre(files: readonly RemoteFile[], there: ReadonlySet<string>): NamedFiles {
  const isThere = ({ file }: RemoteFile): boolean => there.has(pathOf(file));
  return {
    unsent: files.filter((one) => one.bytes !== null && !isThere(one)),
    notFetched: files.filter((one) => one.bytes === null && isThere(one)),
    missing: files.filter((one) => one.bytes === null && !isThere(one)),
  };
}

/** Sends files that are here and sound; what is damaged here is not handed on. `onEach` is told before each one. */
export async function sendFiles(
  files: readonly RemoteFile[],
  { place, holdings }: FilePorts,
  signal: AbortSignal,
  onEach: (index: number) => void,
): Answer<FileSum> {
  let sent = NO_FILES;
  for (const [index, { file }] of files.entries()) {
    signal.throwIfAborted();
    onEach(index);
    const opened = await holdings.open(file, signal);
    if (opened === null) continue;
    const put = await place.putFile(file, opened.content, signal);
    if (!put.ok) return put;
    if (put.value) sent = plus(sent, { count: 1, bytes: opened.bytes });
  }
  return ok(sent);
}

/** Fetches files; what a place has under the name of one and is not it stays there. */
export async function fetchFiles(
  files: readonly FileHolding[],
  { place, holdings }: FilePorts,
  signal: AbortSignal,
  onEach: (index: number) => void,
): Answer<FileSum> {
  return bringFiles(files, { remote: place, holdings, apply: true, signal }, (index) => {
    signal.throwIfAborted();
    onEach(index);
  });
}
