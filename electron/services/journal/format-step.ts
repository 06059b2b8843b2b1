import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { Heads } from '#shared/log/heads.ts';
import { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Head } from '#shared/log/heads.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { DATA_FORMAT, PRIVATE_FILE, PRIVATE_FOLDER, readFormat, writeFormat } from './data-folder.ts';
import type { DataPaths } from './data-folder.ts';
import { writeHeads } from './heads-record.ts';
import { isUnread, listFolder, readStreams } from './journal-folder.ts';
import { hashAt, isOfOneFile } from './stream.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { makeFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';

/** Where each stream of a data folder stood before a step. */
export const HeadsOfAll = v.record(InspectionId, Heads);
export type HeadsOfAll = v.InferOutput<typeof HeadsOfAll>;

/**
 * Brings a data folder from format `from` to the next. May be run again after a kill at any moment: what it makes, it
 * makes whole and finds again. Streams and originals are never rewritten: a step adds beside them, and events of earlier
 * versions are brought forward when they are read.
 */
export interface FormatStep {
  readonly from: number;
  run(paths: DataPaths, heads: HeadsOfAll): Promise<void>;
}

/**
 * 1 → 2: how far each stream reaches is remembered beside it, and a device id belongs to a place (which `openDevice`
 * sees to: a folder of format 1 names none). A program that knows neither would write behind missing events, or under
 * the id of the folder that it is a copy of.
 */
const rememberHeads: FormatStep = {
  from: 1,
  run: async (paths, all) => {
    await makeFolder(paths.heads);
    for (const [inspection, heads] of Object.entries(all)) {
      await writeHeads(paths.heads, v.parse(InspectionId, inspection), heads);
    }
    await syncFolder(paths.heads);
  },
};

/**
 * 2 → 3: streams vouch for themselves. What is here of other devices came without their signature: that is written down,
 * with how far each went, and it stays. This folder's own streams are signed whenever they leave. A program that knows
 * nothing of this would take in anybody's events under any name.
 */
const markUnsigned: FormatStep = {
  from: 2,
  run: async (paths, all) => {
    const own = await ownDevices(paths);
    const folder = join(paths.root, 'vouched');
    await makeFolder(folder);
    for (const [inspection, heads] of Object.entries(all)) {
      const others = Object.entries(heads).filter(([device]) => !own.has(device));
      const path = join(folder, `${inspection}.json`);
      if (others.length === 0 || (await readOrNull(path)) !== null) continue;
      const file = { format: 1, streams: {}, unsigned: Object.fromEntries(others) };
      await writeFileAtomic(path, `${JSON.stringify(file)}\n`, PRIVATE_FILE);
    }
    await syncFolder(folder);
    await syncFolder(paths.root);
  },
};

const OwnDevices = v.object({ device: v.string(), former: v.optional(v.array(v.string()), []) });

async function ownDevices(paths: DataPaths): Promise<ReadonlySet<string>> {
  const text = await readOrNull(join(paths.root, 'device.json'));
  const parsed = v.safeParse(OwnDevices, text === null ? null : parseJson(text));
  return new Set(parsed.success ? [parsed.output.device, ...parsed.output.former] : []);
}

export const FORMAT_STEPS: readonly FormatStep[] = [rememberHeads, markUnsigned];

/** Which steps there are, and to which format they lead. */
export interface FormatWay {
  readonly steps: readonly FormatStep[];
  readonly target: number;
}

/**
 * Brings a locked data folder to today's format step by step; answers the format it had. Before each step the heads of
 * all streams and the small files are copied to `before-format-<n>`, once: a step that was killed is run again, after it
 * every stream must still reach its head (`journal.read-failed`). Throws the system's error.
 */
export async function bringForward(
  paths: DataPaths,
  hash: HashText,
  { steps, target }: FormatWay = { steps: FORMAT_STEPS, target: DATA_FORMAT },
): Promise<Result<{ readonly from: number }, ErrorCode>> {
  const said = await readFormat(paths);
  if (said === 'unreadable') return err('journal.read-failed', { reason: 'format.json' });
  // Without streams: a new folder.
  const from = said === null || (said < target && !(await hasStreams(paths))) ? target : said;
  if (from > target) return err('journal.newer-format', { format: from });
  // Where it was told by what lies in the folder, it is said again; a file that the system holds on to does not stand in the way.
  if (from === target) await sayFormat(paths, target);
  for (let format = from; format < target; format += 1) {
    const heads = await copyBefore(paths, format + 1, hash);
    for (const step of steps.filter((candidate) => candidate.from === format)) await step.run(paths, heads);
    const short = await firstShort(paths, heads, hash);
    if (short !== null) return err('journal.read-failed', { reason: `before-format-${format + 1}: ${short}` });
    await writeFormat(paths, format + 1);
  }
  return ok({ from });
}

async function sayFormat(paths: DataPaths, format: number): Promise<void> {
  const text = await readOrNull(paths.format).catch(() => null);
  if (parseJson(text ?? '') !== undefined) return;
  await writeFormat(paths, format).catch((fault: unknown) => {
    if (text !== null || reasonOf(fault) === 'ENOSPC') throw fault;
  });
}

async function hasStreams(paths: DataPaths): Promise<boolean> {
  for (const inspection of await listFolder(paths.inspections)) {
    const names = await readdir(join(paths.inspections, inspection)).catch(() => []);
    if (names.some((name) => name.endsWith('.jsonl'))) return true;
  }
  return false;
}

/** The copy is whole or not there: it takes its name last. Made once, so that it is of the folder before the first try. */
async function copyBefore(paths: DataPaths, format: number, hash: HashText): Promise<HeadsOfAll> {
  const folder = join(paths.root, `before-format-${format}`);
  const known = v.safeParse(HeadsOfAll, parseJson((await readOrNull(join(folder, 'heads.json'))) ?? ''));
  if (known.success) return known.output;
  const heads = await headsOfAll(paths, hash);
  const temporary = `${folder}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { mode: PRIVATE_FOLDER });
  for (const name of ['format.json', 'device.json', 'settings.json']) {
    const bytes = await readRegular(join(paths.root, name)).catch(() => null);
    if (bytes !== null) await writeFileAtomic(join(temporary, name), bytes, PRIVATE_FILE);
  }
  await writeFileAtomic(join(temporary, 'heads.json'), `${JSON.stringify(heads)}\n`, PRIVATE_FILE);
  if ((await stat(folder).catch(() => null)) !== null)
    await renameFile(folder, `${folder}.unreadable-${Object.keys(heads).length}`);
  await renameFile(temporary, folder);
  await syncFolder(dirname(folder));
  return heads;
}

/** Where every stream stands, up to its last complete batch that verifies. Throws the system's error. */
export async function headsOfAll(paths: DataPaths, hash: HashText): Promise<HeadsOfAll> {
  const all: HeadsOfAll = {};
  for (const inspection of await listFolder(paths.inspections)) {
    const heads: Heads = {};
    for (const { stream } of await readable(paths, inspection, hash)) {
      if (stream.head !== null) heads[stream.device] = stream.head;
    }
    all[inspection] = heads;
  }
  return all;
}

/** The streams of an inspection that can be read; one that cannot keeps nobody from starting. */
async function readable(paths: DataPaths, inspection: InspectionId, hash: HashText) {
  return readStreams(join(paths.inspections, inspection), inspection, hash).catch((fault: unknown) => {
    if (!isOfOneFile(fault)) throw fault;
    return [];
  });
}

/** The first stream that no longer reaches its head of before the step; null: all do. */
async function firstShort(paths: DataPaths, before: HeadsOfAll, hash: HashText): Promise<string | null> {
  for (const [inspection, heads] of Object.entries(before)) {
    const id = v.parse(InspectionId, inspection);
    const streams = await readable(paths, id, hash);
    for (const [device, head] of Object.entries<Head>(heads)) {
      const now = streams.find(({ stream }) => stream.device === device);
      // What could be read before and cannot now is not lost by the step.
      if (now !== undefined && isUnread(now.stream)) continue;
      if (hashAt(now?.events ?? [], now?.stream.head ?? null, head.seq) !== head.hash) return device;
    }
  }
  return null;
}
