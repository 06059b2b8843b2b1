import { join } from 'node:path';
import * as v from 'valibot';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { formatByContents } from './format-by-contents.ts';
import { makeDurableFolder, makeFolder, syncFolder } from '#electron/services/disk/folders.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';
import { readOrNull, parseJson } from '#electron/services/disk/read.ts';

/** The version of everything below the data folder. A later one is refused, an earlier one is brought forward. */
export const DATA_FORMAT = 3;

/** Nobody but the user may read a community's data. */
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

const FormatFile = v.object({ format: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Where everything lies below a data folder. */
export interface DataPaths {
  readonly root: string;
  readonly inspections: string;
  readonly photos: string;
  readonly notices: string;
  readonly catalogues: string;
  readonly torn: string;
  readonly damaged: string;
  readonly heads: string;
  readonly format: string;
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
    damaged: at('damaged'),
    heads: at('heads'),
    format: at('format.json'),
    logs: at('logs'),
    settings: at('settings.json'),
    recent: at('recent.json'),
  };
}

/**
 * Creates what a data folder needs. One of a later format is refused and left as it is (`journal.newer-format`,
 * `journal.format-unreadable`, `journal.read-failed`); an earlier one is brought forward by `bringForward`, once the folder is locked.
 */
export async function prepareDataFolder(paths: DataPaths): Promise<Result<null, ErrorCode>> {
  const format = await readFormat(paths).catch((fault: unknown) =>
    err('journal.format-unreadable', { reason: reasonOf(fault) }),
  );
  if (typeof format === 'object' && format !== null) return format;
  try {
    if (format === 'unreadable') return err('journal.read-failed', { reason: 'format.json' });
    if (format !== null && format > DATA_FORMAT) return err('journal.newer-format', { format });
    await makeDurableFolder(paths.root);
    for (const folder of [paths.inspections, paths.photos, paths.notices, paths.catalogues, paths.logs]) {
      await makeFolder(folder);
    }
    // Not in one of an earlier format: it has a place for signed heads once its streams are marked.
    if (format === null || format === DATA_FORMAT) await makeFolder(join(paths.root, 'vouched'));
    await syncFolder(paths.root);
    return ok(null);
  } catch (fault) {
    return err('journal.read-failed', { reason: reasonOf(fault) });
  }
}

/**
 * The format of a data folder: what it says, or what its contents tell where the file that says it is gone or was torn by a
 * power cut; null for a new one. `unreadable`: it says something else, or nothing can be told. Throws the system's error
 * where the file is there, cannot be read, and the contents do not tell.
 */
export async function readFormat(paths: DataPaths): Promise<number | 'unreadable' | null> {
  try {
    const text = await readOrNull(paths.format);
    const torn = text === null ? '' : tornText(text);
    if (torn !== null) return await formatByContents(paths.root, Number(/^\{"format":(\d+)/.exec(torn)?.[1] ?? 0));
    const parsed = v.safeParse(FormatFile, parseJson(text ?? ''));
    return parsed.success ? parsed.output.format : 'unreadable';
  } catch (fault) {
    const told = await formatByContents(paths.root, 0).catch(() => null);
    if (typeof told === 'number' && told >= DATA_FORMAT) return told;
    throw fault;
  }
}

/** What is left of a file that a power cut tore: nothing, zeros, or the beginning of what belongs there; null: it is whole. */
function tornText(text: string): string | null {
  const left = text.replaceAll('\0', '').trim();
  return parseJson(left) === undefined && /^(?:$|\{"?[format]*"?:?\d*$)/.test(left) ? left : null;
}

/** Makes a data folder one of `format`. Throws the system's error. */
export const writeFormat = (paths: DataPaths, format: number): Promise<void> =>
  writeFileAtomic(paths.format, `${JSON.stringify({ format })}\n`, PRIVATE_FILE);
