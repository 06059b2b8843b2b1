import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { streamsIn } from '#electron/services/journal/journal-folder.ts';
import { readStream } from '#electron/services/journal/stream.ts';
import type { StreamId } from '#electron/services/journal/stream.ts';
import { InspectionId } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { reasonOf } from '#electron/services/disk/system-error.ts';

/** One stream as it verifies: how far it goes and what is wrong behind that. No ids, no content. */
interface CheckedStream {
  readonly device: string;
  readonly bytes: number;
  readonly events: number;
  readonly result: string;
  readonly line: number | null;
}

export interface CheckedInspection {
  readonly inspection: string;
  readonly streams: readonly CheckedStream[];
}

/** Reads and verifies every stream of a data folder, changing nothing; works beside a running program too. */
export async function checkJournal(
  folder: string,
  hash: HashText,
  names: Pseudonyms,
  signal?: AbortSignal,
): Promise<readonly CheckedInspection[]> {
  const checked: CheckedInspection[] = [];
  const inspections = await namesIn(folder).catch((fault: unknown) => {
    // A journal that cannot be read is not an empty one.
    const result = `unreadable ${reasonOf(fault)}`;
    checked.push({ inspection: '-', streams: [{ device: '-', bytes: 0, events: 0, result, line: null }] });
    return [];
  });
  for (const name of inspections) {
    const inspection = v.safeParse(InspectionId, name);
    if (!inspection.success) continue;
    const streams: CheckedStream[] = [];
    const files = await streamsIn(join(folder, name), inspection.output).catch((fault: unknown) => {
      // A folder that cannot be read is not one without streams.
      streams.push({ device: '-', bytes: 0, events: 0, result: `unreadable ${reasonOf(fault)}`, line: null });
      return [];
    });
    for (const { device, path } of files) {
      if (signal?.aborted === true) return checked;
      const id = { inspection: inspection.output, device };
      streams.push({ device: names.of(device), ...(await checkStream(path, id, hash)) });
    }
    checked.push({ inspection: names.of(inspection.output), streams });
  }
  return checked;
}

/** In a fixed order. Throws the system's error. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).toSorted((one, other) => (one < other ? -1 : 1));
}

async function checkStream(path: string, id: StreamId, hash: HashText): Promise<Omit<CheckedStream, 'device'>> {
  try {
    const { size } = await stat(path);
    const { stream, events } = await readStream(path, id, hash);
    const { damage } = stream;
    return { bytes: size, events: events.length, result: damage?.code ?? 'intact', line: damage?.line ?? null };
  } catch (fault) {
    return { bytes: 0, events: 0, result: `unreadable ${reasonOf(fault)}`, line: null };
  }
}
