import { join } from 'node:path';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import type { JobContext } from '#electron/services/jobs/jobs.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { orFault } from './faults.ts';
import type { Faults } from './faults.ts';
import { keepOriginal, originalIn } from './keep-original.ts';
import { step } from './steps.ts';
import type { Standing, Verified } from './verified.ts';
import { DRAFT } from './write-generation.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { syncFolder } from '#electron/services/disk/folders.ts';
import { hashBytes, hashFile } from '#electron/services/disk/hash.ts';

/** Where an original comes from and where it is kept. */
export interface Original {
  readonly sha256: Sha256;
  readonly size: number;
  /** Where it lies here, within the data folder and in full. */
  readonly place: string;
  readonly source: string;
  readonly shelf: string;
  /** Of a notice's file: whose. */
  readonly notice: { readonly inspection: InspectionId; readonly ending: 'pdf' | 'xlsx' } | null;
}

/** Puts an original's verified bytes in the place of a damaged one here; false where that did not succeed. */
export type Heal = (original: Original, bytes: Uint8Array) => Promise<boolean>;

export interface KeepPorts {
  readonly device: DeviceId;
  readonly verified: Verified;
  readonly heal: Heal;
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
    if (found.value.kept) kept.add(original.sha256);
    if (!found.value.sound) unsound += 1;
  }
  step(control, 'originals', originals.length, originals.length);
  if (budget.isLinked) faults.push({ side: 'backup', place: 'photos', reason: 'linked', healed: false });
  for (const folder of foldersOf(originals.filter(({ sha256 }) => kept.has(sha256)))) await syncFolder(folder);
  return ok({ kept, unsound });
}

/** The folders that name the originals, innermost first. */
function foldersOf(originals: readonly Original[]): readonly string[] {
  const shelves = originals.map(({ shelf, sha256 }) => join(shelf, sha256.slice(0, 2)));
  return [...new Set([...shelves, ...originals.map(({ shelf }) => shelf)])];
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
  const { sha256, source, shelf, place } = original;
  const here = await ports.verified.stand('here', sha256, source);
  const there = await ports.verified.stand('kept', sha256, originalIn(shelf, sha256));
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

const draftOf = ({ shelf, sha256 }: Original, { device }: KeepPorts): string =>
  join(shelf, `${DRAFT}${sha256}-${device}`);

/** Copies a sound original into the backup; what lies there under its name is set aside, in case it is of use to somebody. */
async function copyThere(original: Original, ports: KeepPorts, faults: Faults): Promise<Result<Found, ErrorCode>> {
  const { sha256, source, shelf, place } = original;
  const path = originalIn(shelf, sha256);
  ports.verified.forget('kept', sha256);
  const isRead = async (): Promise<boolean | null> =>
    orFault(faults, place, async () => (await hashFile(source)) === sha256);
  try {
    await renameFile(path, `${path}.broken`).catch((fault: unknown) => {
      if (!isSystemError(fault)) throw fault;
    });
    if (await keepOriginal(source, shelf, sha256, draftOf(original, ports))) return ok({ kept: true, sound: true });
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
  const { sha256, size, shelf } = original;
  if (size > budget.spare) {
    budget.isLinked = true;
    return;
  }
  const path = originalIn(shelf, sha256);
  if (!(await keepOriginal(path, shelf, sha256, draftOf(original, ports)))) return;
  budget.spare -= size;
  ports.verified.forget('kept', sha256);
}

async function healHere(original: Original, ports: KeepPorts): Promise<boolean> {
  const bytes = await readRegular(originalIn(original.shelf, original.sha256)).catch((fault: unknown) => {
    if (!isSystemError(fault)) throw fault;
    return null;
  });
  if (bytes === null || hashBytes(bytes) !== original.sha256) return false;
  ports.verified.forget('here', original.sha256);
  return ports.heal(original, bytes);
}
