import { join } from 'node:path';
import * as v from 'valibot';
import { namesIn, parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { GenerationName } from '#shared/host/backup-records.ts';
import type { UnreadGeneration } from '#shared/host/backup-records.ts';
import { Manifest, MANIFEST } from './manifest.ts';
import type { BackupPaths, NamedManifest } from './manifest.ts';

/** The generations of a place. */
export interface Generations {
  /** Latest first. */
  readonly complete: readonly NamedManifest[];
  /** Those whose manifest cannot be read, by name: nobody can tell what they hold, so nothing takes their place. */
  readonly unread: readonly UnreadGeneration[];
}

/**
 * Every generation with its name; none where there is no folder yet. Throws the system's error where the folder cannot be
 * read: the count of a new one would begin again.
 */
export async function readGenerations(paths: BackupPaths): Promise<Generations> {
  const complete: NamedManifest[] = [];
  const unread: UnreadGeneration[] = [];
  for (const name of await namesIn(paths.generations)) {
    if (!v.is(GenerationName, name)) continue;
    const manifest = await readManifest(join(paths.generations, name, MANIFEST));
    if (typeof manifest === 'string') unread.push({ name, reason: manifest });
    else complete.push({ name, manifest });
  }
  return { complete: complete.toSorted(latestFirst), unread };
}

/** The number of the next generation: beyond all there are, those that cannot be read included. */
export function nextSequence({ complete, unread }: Generations): number {
  return 1 + unread.length + Math.max(0, ...complete.map(({ manifest }) => manifest.sequence));
}

/** A manifest, or why there is none: `missing`, `damaged`, `newer` (of a later program), or the system's reason. */
async function readManifest(path: string): Promise<Manifest | string> {
  try {
    const text = await readOrNull(path);
    if (text === null) return 'missing';
    const json = parseJson(text);
    const manifest = v.safeParse(Manifest, json);
    if (manifest.success) return manifest.output;
    return v.is(OfLater, json) ? 'newer' : 'damaged';
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return reasonOf(fault);
  }
}

const OfLater = v.object({ format: v.pipe(v.number(), v.gtValue(Manifest.entries.format.literal)) });

/** By the count, not by the clock, which may have been wrong for a while; those without one are older, and by name. */
function latestFirst(a: NamedManifest, b: NamedManifest): number {
  return b.manifest.sequence - a.manifest.sequence || (a.name < b.name ? 1 : -1);
}
