import { stat } from 'node:fs/promises';
import * as v from 'valibot';
import type { ServedFile } from '#electron/services/files/served-files.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { DiagnosticsFile, DiagnosticsPreview } from '#shared/host/diagnostics-records.ts';
import { Sha256 } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { collectParts } from './collect.ts';
import type { Surroundings } from './collect.ts';
import { listDumps } from './crash-dumps.ts';
import { archiveFolder, crashFolder } from './places.ts';
import { archivePath, keepArchive, writeArchive } from './write-archive.ts';
import type { Contents } from './write-archive.ts';
import { attempt } from '#electron/services/disk/attempt.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';

export interface DiagnosticsOptions {
  /** Crash dumps go along: copies of memory, in which anything can be. */
  readonly withDumps: boolean;
  readonly signal?: AbortSignal;
}

/** 诊断包: what a maintainer needs of a machine, and nothing of what was typed, photographed or named on it. */
export interface Diagnostics {
  /** What an archive would hold now; verifies nothing, so it is quick. */
  preview(): Promise<DiagnosticsPreview>;
  /** Makes an archive in the data folder, in place of the one before (`diagnostics.write-failed`). */
  make(options: DiagnosticsOptions): Promise<Result<DiagnosticsFile, ErrorCode>>;
  /** Writes an archive to a path that the user chose, and nothing to the data folder (`diagnostics.write-failed`). */
  save(path: string, options: DiagnosticsOptions): Promise<Result<null, ErrorCode>>;
  /** The last archive, by its hash; null: it is not that. */
  find(sha256: string): Promise<ServedFile | null>;
}

export interface DiagnosticsNeeds extends Surroundings {
  /** Wall milliseconds since the epoch. */
  readonly now: () => number;
}

/** Needs the data folder's paths alone, so it also works where the host cannot open the folder. */
export function openDiagnostics(needs: DiagnosticsNeeds): Diagnostics {
  const { root } = needs.paths;
  const folder = archiveFolder(root);
  const collect = async ({ withDumps, signal }: DiagnosticsOptions): Promise<Contents> => {
    const dumps = await listDumps(crashFolder(root));
    return { parts: await collectParts(needs, dumps, true, signal), dumps: withDumps ? dumps : [], signal };
  };
  return {
    preview: () => preview(needs),
    make: (options) =>
      attempt('diagnostics.write-failed', async () => {
        const { sha256, size } = await keepArchive(folder, await collect(options));
        return ok({ sha256, name: nameAt(needs.now()), size });
      }),
    save: (path, options) =>
      attempt('diagnostics.write-failed', async () => {
        await writeArchive(path, await collect(options));
        return ok(null);
      }),
    find: async (text) => {
      const sha256 = v.safeParse(Sha256, text);
      if (!sha256.success) return null;
      const path = archivePath(folder, sha256.output);
      const sound = (await fileStanding(path, sha256.output)).is === 'sound';
      const found = sound ? await stat(path).catch(() => null) : null;
      return found === null ? null : { path, size: found.size, mime: 'application/zip', name: nameAt(found.mtimeMs) };
    },
  };
}

async function preview(needs: DiagnosticsNeeds): Promise<DiagnosticsPreview> {
  const dumps = await listDumps(crashFolder(needs.paths.root));
  const parts = await collectParts(needs, dumps, false);
  const [latest] = dumps;
  return {
    files: parts.map(({ kind, name, text }) => ({ kind, name, bytes: Buffer.byteLength(text) })),
    dumps: {
      count: dumps.length,
      bytes: dumps.reduce((sum, { bytes }) => sum + bytes, 0),
      latest: latest === undefined ? null : new Date(latest.at).toISOString(),
    },
  };
}

/** `诊断包-20261123-1604.zip`, by the clock on the wall here. */
function nameAt(ms: number): string {
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `诊断包-${day}-${two(at.getHours())}${two(at.getMinutes())}.zip`;
}
