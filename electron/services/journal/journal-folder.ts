import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { headsOf } from '#shared/log/heads.ts';
import type { Heads } from '#shared/log/heads.ts';
import { DeviceId, InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { isOfOneFile, readStream, unreadableStream } from './stream.ts';
import type { Damage, ReadStream, Stream } from './stream.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import { holdingAt } from '#shared/holding/holding.ts';

/** What the journal knows of an inspection without its events. */
export interface JournalView {
  readonly heads: Heads;
  readonly count: number;
  readonly damage: Damage | null;
}

/** A fixed order, the same on every file system. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Ids of the inspections that have a folder. Throws the system's error. */
export async function listFolder(folder: string): Promise<InspectionId[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map((entry) => v.safeParse(InspectionId, entry.name));
  return ids.flatMap((id) => (id.success ? [id.output] : []));
}

/** A stream's file in an inspection's folder. */
export interface StreamAt {
  readonly device: DeviceId;
  readonly path: string;
}

/** The stream files of an inspection by name; none where the inspection has no folder. Throws the system's error. */
export async function streamsIn(folder: string, inspection: InspectionId): Promise<readonly StreamAt[]> {
  const names = await readdir(folder).catch(async (fault: unknown) => {
    if (reasonOf(fault) !== 'ENOENT') throw fault;
    // No such inspection is one thing, no data folder another.
    await stat(dirname(folder));
    return [];
  });
  return names.toSorted(byName).flatMap((name) => {
    const holding = holdingAt(`inspections/${inspection}/${name}`);
    return holding?.is === 'stream' ? [{ device: holding.device, path: join(folder, name) }] : [];
  });
}

/**
 * Reads every stream file of an inspection; none where the inspection has no folder. One that the system does not give
 * out stops none of the others: it comes as unreadable. Throws the system's error where that holds for all of them.
 */
export async function readStreams(
  folder: string,
  inspection: InspectionId,
  hash: HashText,
): Promise<readonly ReadStream[]> {
  const streams: ReadStream[] = [];
  let unread: Error | null = null;
  for (const { device, path } of await streamsIn(folder, inspection)) {
    const id = { inspection, device };
    try {
      streams.push(await readStream(path, id, hash));
    } catch (fault) {
      if (!isOfOneFile(fault)) throw fault;
      unread ??= fault;
      streams.push({ stream: unreadableStream(path, id, reasonOf(fault)), events: [] });
    }
  }
  if (unread !== null && streams.every(({ stream }) => isUnread(stream))) throw unread;
  return streams;
}

/** Whether the system did not give out a stream's file. */
export const isUnread = ({ damage }: Stream): boolean => damage?.code === 'journal.stream-unreadable';

/** Null where there is nothing: no event, and no damage that might have been some. */
export function viewOf(streams: ReadonlyMap<DeviceId, Stream>): JournalView | null {
  const list = [...streams.values()];
  const damages = list.flatMap(({ damage }) => (damage === null ? [] : [damage]));
  const heads = list.flatMap(({ device, head }) => (head === null ? [] : [[device, head] as const]));
  if (heads.length === 0 && damages.length === 0) return null;
  const worst = WORST_FIRST.flatMap((code) => damages.filter((damage) => damage.code === code))[0] ?? null;
  return { heads: headsOf(heads), count: heads.reduce((sum, [, head]) => sum + head.seq, 0), damage: worst };
}

const WORST_FIRST: readonly Damage['code'][] = [
  'journal.stream-unreadable',
  'journal.damaged',
  'journal.events-missing',
  'journal.tail-cut',
];

/** The devices that heads are of. */
export const devicesOf = (heads: Heads): DeviceId[] => Object.keys(heads).map((device) => v.parse(DeviceId, device));
