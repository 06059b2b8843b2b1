import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import { writePoured } from '#electron/services/disk/atomic-file.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';
import { makeDurableFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { withTemporary } from '#electron/services/disk/temporary-file.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { DataPaths } from '#electron/services/journal/data-folder.ts';
import type { DiskJournal } from '#electron/services/journal/journal.ts';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import type { InspectionId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { openIntake } from './intake.ts';
import type { Intake, IntakePorts } from './intake.ts';
import { namedFiles } from './named-files.ts';
import type { Content } from './remote.ts';
import { bytesOf, contentOf } from './remote.ts';

/** How a file is here; `damaged`: there is something of its name that is not it. */
export type Standing = 'sound' | 'damaged' | 'missing';

/** What a data folder holds, to be held against what comes from elsewhere and to take it in. */
export interface Holdings {
  standing(file: FileHolding): Promise<Standing>;
  /** How large a file is here, without reading it; null: it is not here. */
  sizeOf(file: FileHolding): Promise<number | null>;
  /**
   * Keeps a file as it is poured; false: it is not what its hash says, and nothing is kept. The codes of the stores; of a
   * notice's file it throws the system's error.
   */
  put(file: FileHolding, content: Content): Answer<boolean>;
  /** Keeps the catalogues that are here with the data: what the program brings, its next version may not bring any more. */
  pin(files: Iterable<FileHolding>): Answer<null>;
  /** The files that the events here name; none where there is no such inspection. */
  named(inspection: InspectionId): Answer<ReadonlyMap<string, FileHolding>>;
  /** A sound file's bytes, to be put elsewhere, and how many; null: it is not here, or no longer what its hash says. */
  open(file: FileHolding, signal: AbortSignal): Promise<OpenedFile | null>;
  /** The door through which events come in, for one package or one restore. */
  intake(): Intake;
}

/** A file that is about to be put elsewhere. */
export interface OpenedFile {
  readonly bytes: number;
  readonly content: Content;
}

export interface HoldingsPorts extends IntakePorts {
  readonly paths: DataPaths;
  readonly evidence: EvidenceStore;
  readonly catalogues: Catalogues;
  readonly journal: DiskJournal;
}

export function openHoldings(ports: HoldingsPorts): Holdings {
  const { paths, evidence, catalogues, journal } = ports;
  return {
    standing: async (file) => {
      if (file.is === 'catalogue') return (await catalogues.read(file.sha256)).ok ? 'sound' : 'missing';
      if (file.is === 'notice') return (await fileStanding(join(paths.root, pathOf(file)), file.sha256)).is;
      const found = await evidence.find(file.sha256);
      if (found.ok) return 'sound';
      return found.error.code === 'evidence.damaged' ? 'damaged' : 'missing';
    },
    sizeOf: async (file) => {
      if (file.is === 'catalogue') return (await openCatalogue(file, catalogues))?.bytes ?? null;
      const found = await lookAt(join(paths.root, pathOf(file)), stat);
      return found?.isFile() === true ? found.size : null;
    },
    put: async (file, content) => {
      if (file.is === 'original') return evidence.put(file.sha256, content);
      if (file.is === 'notice') return ok(await putFile(join(paths.root, pathOf(file)), file, content));
      const bytes = await bytesOf(content);
      if (hashBytes(bytes) !== file.sha256) return ok(false);
      const kept = await catalogues.import(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
      return kept.ok ? ok(true) : kept;
    },
    pin: async (files) => {
      for (const file of files) {
        const pinned = file.is === 'catalogue' ? await catalogues.pin(file.sha256) : null;
        if (pinned?.ok === false && pinned.error.code !== 'catalogue.not-found') return pinned;
      }
      return ok(null);
    },
    named: async (inspection) => {
      const events = await journal.read(inspection);
      if (!events.ok) return events.error.code === 'inspection.not-found' ? ok(new Map()) : events;
      return ok(namedFiles(inspection, events.value));
    },
    open: (file, signal) => openFile(file, ports, signal),
    intake: () => openIntake(ports),
  };
}

async function openFile(
  file: FileHolding,
  { paths, evidence, catalogues }: HoldingsPorts,
  signal: AbortSignal,
): Promise<OpenedFile | null> {
  if (file.is === 'catalogue') return openCatalogue(file, catalogues);
  if (file.is === 'original') {
    const found = await evidence.find(file.sha256);
    return found.ok ? { bytes: found.value.size, content: contentOf(found.value.path, signal) } : null;
  }
  const path = join(paths.root, pathOf(file));
  const standing = await fileStanding(path, file.sha256);
  return standing.is === 'sound' ? { bytes: standing.size, content: contentOf(path, signal) } : null;
}

async function openCatalogue({ sha256 }: FileHolding, catalogues: Catalogues): Promise<OpenedFile | null> {
  const found = await catalogues.read(sha256);
  if (!found.ok) return null;
  const bytes = Buffer.from(found.value.json, 'utf8');
  return { bytes: bytes.length, content: inOnePiece(bytes) };
}

async function* inOnePiece(bytes: Uint8Array): Content {
  yield bytes;
}

async function putFile(path: string, { sha256 }: FileHolding, content: Content): Promise<boolean> {
  const temporary = `${path}.tmp`;
  await makeDurableFolder(dirname(path));
  return withTemporary(temporary, async () => {
    await rm(temporary, { force: true });
    if ((await writePoured(temporary, content)) !== sha256) return false;
    await renameFile(temporary, path);
    await syncFolder(dirname(path));
    return true;
  });
}
