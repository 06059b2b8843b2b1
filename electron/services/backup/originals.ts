import { constants, copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFile } from '#electron/services/disk/atomic-file.ts';
import type { Holdings } from '#electron/services/holdings/holdings.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { withTemporary } from '#electron/services/disk/temporary-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { orFault } from './faults.ts';
import type { Faults } from './faults.ts';
import { step } from '#electron/services/jobs/step.ts';
import type { Standing, Verified } from './verified.ts';
import { UNFINISHED } from './write-generation.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { makeFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { hashFile } from '#electron/services/disk/hash.ts';
import { contentOf, Unreadable } from '#electron/services/holdings/remote.ts';

/** An original or a notice's file: where it comes from, and where it is kept. */
export interface Original {
  readonly file: FileHolding;
  readonly size: number;
  readonly source: string;
  readonly kept: string;
}

export interface KeepPorts {
  readonly device: DeviceId;
  readonly verified: Verified;
  readonly signal: AbortSignal;
  /** Where a sound copy goes that takes the place of a damaged one here. */
  readonly holdings: Pick<Holdings, 'put'>;
  /** Bytes that may be spent on turning second names of a file into copies; earlier versions made such names. */
  readonly spare: number;
}

/** Originals that the backup has now in a sound copy, and how many are unsound here, healed ones included. */
export interface KeptOriginals {
  readonly kept: ReadonlySet<Sha256>;
  readonly unsound: number;
}

/**
 * Sees to it that the backup has a sound copy of every original that has one anywhere: what is missing or damaged there
 * comes from here, what is damaged here comes from there, and nothing sound is ever replaced by anything else. What was
 * not sound is added to `faults`. `backup.verify-failed` where the backup's disk does not give back what was written to
 * it. Throws the system's error, or the signal's reason.
 */
export async function keepOriginals(
  originals: readonly Original[],
  ports: KeepPorts,
  faults: Faults,
  control: JobContext,
): Promise<Result<KeptOriginals, ErrorCode>> {
  const kept = new Set<Sha256>();
  const budget = { spare: ports.spare, isLinked: false };
  let unsound = 0;
  for (const [index, original] of originals.entries()) {
    step(control, 'originals', index, originals.length);
    const found = await keepOne(original, ports, faults, budget);
    if (!found.ok) return found;
    if (found.value.kept) kept.add(original.file.sha256);
    if (!found.value.sound) unsound += 1;
  }
  step(control, 'originals', originals.length, originals.length);
  if (budget.isLinked) faults.push({ side: 'backup', place: 'photos', reason: 'linked', healed: false });
  const shelves = originals.filter(({ file }) => kept.has(file.sha256)).map((original) => dirname(original.kept));
  // The folders that name the originals, innermost first.
  for (const folder of new Set([...shelves, ...shelves.map(dirname)])) await syncFolder(folder);
  return ok({ kept, unsound });
}

interface Budget {
  spare: number;
  isLinked: boolean;
}

interface Found {
  readonly kept: boolean;
  readonly sound: boolean;
}

async function keepOne(
  original: Original,
  ports: KeepPorts,
  faults: Faults,
  budget: Budget,
): Promise<Result<Found, ErrorCode>> {
  const { file, source } = original;
  const { sha256 } = file;
  const place = pathOf(file);
  const here = await ports.verified.stand('here', sha256, source);
  const there = await ports.verified.stand('kept', sha256, original.kept);
  if (there.is === 'sound') {
    if (there.links > 1) await separate(original, ports, budget);
    if (here.is === 'sound') return ok({ kept: true, sound: true });
    const healed = here.is === 'damaged' && (await healHere(original, ports));
    faults.push({ side: 'here', place, reason: reasonFor(here), healed });
    return ok({ kept: true, sound: false });
  }
  if (here.is !== 'sound') {
    faults.push({ side: 'here', place, reason: reasonFor(here), healed: false });
    return ok({ kept: false, sound: false });
  }
  const copied = await copyThere(original, ports, faults);
  if (copied.ok && copied.value.kept && there.is !== 'missing') {
    faults.push({ side: 'backup', place, reason: reasonFor(there), healed: true });
  }
  return copied;
}

const reasonFor = (standing: Standing): string => (standing.is === 'unreadable' ? standing.reason : standing.is);

const temporaryOf = ({ kept, file }: Original, { device }: KeepPorts): string =>
  join(dirname(dirname(kept)), `${UNFINISHED}${file.sha256}-${device}`);

/** Copies a sound original into the backup; what lies there under its name is set aside, in case it is of use to somebody. */
async function copyThere(original: Original, ports: KeepPorts, faults: Faults): Promise<Result<Found, ErrorCode>> {
  const { file, source, kept: path } = original;
  const { sha256 } = file;
  const place = pathOf(file);
  ports.verified.forget('kept', sha256);
  const isRead = async (): Promise<boolean | null> =>
    orFault(faults, place, async () => (await hashFile(source)) === sha256);
  try {
    await renameFile(path, `${path}.broken`).catch((fault: unknown) => {
      if (!isSystemError(fault)) throw fault;
    });
    if (await copyOriginal(source, original, ports)) return ok({ kept: true, sound: true });
  } catch (fault) {
    if (!isSystemError(fault) || (await isRead()) !== null) throw fault;
    return ok({ kept: false, sound: false });
  }
  // Which of the two is it: what was read here, or what was written there?
  const isSound = await isRead();
  if (isSound === true) return err('backup.verify-failed', { file: sha256.slice(0, 12) });
  if (isSound === false) faults.push({ side: 'here', place, reason: 'damaged', healed: false });
  return ok({ kept: false, sound: false });
}

/** Turns a second name of a file here into a copy, where there is room for it. */
async function separate(original: Original, ports: KeepPorts, budget: Budget): Promise<void> {
  if (original.size > budget.spare) {
    budget.isLinked = true;
    return;
  }
  if (!(await copyOriginal(original.kept, original, ports))) return;
  budget.spare -= original.size;
  ports.verified.forget('kept', original.file.sha256);
}

async function healHere({ file, kept }: Original, ports: KeepPorts): Promise<boolean> {
  ports.verified.forget('here', file.sha256);
  try {
    const healed = await ports.holdings.put(file, contentOf(kept, ports.signal));
    return healed.ok && healed.value;
  } catch (fault) {
    if (!isSystemError(fault) && !(fault instanceof Unreadable)) throw fault;
    return false;
  }
}

/**
 * Copies an original to where it is kept and reads the copy again before it takes its name; false where it does not hold
 * what its name says, and then nothing is kept. Never a second name of the same file: what damages one in place would damage
 * both. Where the file system can, a copy shares its blocks until one of the two is written to (reflink): that keeps what
 * somebody writes over, but not what the disk itself forgets. Throws the system's error.
 */
async function copyOriginal(source: string, original: Original, ports: KeepPorts): Promise<boolean> {
  const { file, kept } = original;
  const temporary = temporaryOf(original, ports);
  return withTemporary(temporary, async () => {
    await rm(temporary, { force: true });
    await copyFile(source, temporary, constants.COPYFILE_FICLONE);
    await syncFile(temporary);
    if ((await hashFile(temporary)) !== file.sha256) return false;
    await makeFolder(dirname(kept));
    await renameFile(temporary, kept);
    return true;
  });
}
