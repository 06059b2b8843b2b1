import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularText, refuseOther } from '#electron/services/disk/regular-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import * as v from 'valibot';
import { Heads } from '#shared/log/heads.ts';
import type { DeviceId } from '#shared/ids.ts';
import { InspectionId } from '#shared/ids.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Head } from '#shared/log/heads.ts';
import { createSerial } from '#shared/serial.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { parseJson } from '#electron/services/disk/read.ts';
import { hashText } from '#electron/services/disk/hash.ts';
import { makeFolder } from '#electron/services/disk/folders.ts';

/** How long heads may wait to be written down: they are a second witness, never what makes a save safe. */
const DELAY_MS = 1000;

const HeadsFile = v.object({ heads: Heads, check: v.string() });

/**
 * What a data folder remembers of how far each stream reached, kept beside the streams: a stream that was taken away,
 * emptied, cut at the end of a line or put back to an older copy has no broken line to show it.
 */
export interface HeadsRecord {
  /** What is remembered of an inspection; nothing where there is no sound record. */
  read(inspection: InspectionId): Promise<Heads>;
  /** Every inspection of which something is remembered. */
  inspections(): Promise<readonly InspectionId[]>;
  /** Remembers that a stream is on disk up to `head`; never goes back. */
  note(inspection: InspectionId, device: DeviceId, head: Head): void;
  /** Forgets how far a stream reached that another one took the place of. */
  replace(inspection: InspectionId, device: DeviceId, head: Head): void;
  /** Writes down what is not written yet. A disk that refuses is asked again at the next note. */
  flush(): Promise<void>;
}

/** The record in `folder`, one file an inspection. */
export function openHeadsRecord(folder: string): HeadsRecord {
  return new HeadsFolder(folder);
}

class HeadsFolder implements HeadsRecord {
  readonly #folder: string;
  readonly #known = new Map<InspectionId, Heads>();
  readonly #dirty = new Set<InspectionId>();
  readonly #serial = createSerial();
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(inspection: InspectionId): Promise<Heads> {
    const heads = this.#known.get(inspection) ?? (await readHeads(pathOf(this.#folder, inspection)));
    this.#known.set(inspection, heads);
    return heads;
  }

  inspections(): Promise<readonly InspectionId[]> {
    return listRecords(this.#folder);
  }

  note(inspection: InspectionId, device: DeviceId, head: Head): void {
    const heads = this.#known.get(inspection) ?? {};
    if ((heads[device]?.seq ?? 0) < head.seq) this.replace(inspection, device, head);
  }

  replace(inspection: InspectionId, device: DeviceId, head: Head): void {
    const heads = this.#known.get(inspection) ?? {};
    this.#known.set(inspection, { ...heads, [device]: head });
    this.#dirty.add(inspection);
    this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS).unref();
  }

  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#serial.run('heads', async () => {
      const due = new Set(this.#dirty);
      this.#dirty.clear();
      for (const inspection of due) {
        if (!(await isWritten(this.#folder, inspection, await this.read(inspection)))) this.#dirty.add(inspection);
      }
    });
  }
}

const pathOf = (folder: string, inspection: InspectionId): string => join(folder, `${inspection}.json`);

/** A record that does not verify says nothing: it must never accuse a sound stream. */
async function readHeads(path: string): Promise<Heads> {
  const text = await readRegularText(path).catch(() => '');
  const parsed = v.safeParse(HeadsFile, parseJson(text));
  return parsed.success && parsed.output.check === checkOf(parsed.output.heads) ? parsed.output.heads : {};
}

const checkOf = (heads: Heads): string => hashText(canonicalText(heads) ?? '');

async function isWritten(folder: string, inspection: InspectionId, heads: Heads): Promise<boolean> {
  try {
    await writeHeads(folder, inspection, heads);
    return true;
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return false;
  }
}

/** Without an fsync of its own, which would hold up the saves: a record lost with the power is made anew from the streams. */
export async function writeHeads(folder: string, inspection: InspectionId, heads: Heads): Promise<void> {
  const path = pathOf(folder, inspection);
  await makeFolder(folder).catch(() => undefined);
  await refuseOther(`${path}.tmp`);
  await writeFile(`${path}.tmp`, `${JSON.stringify({ heads, check: checkOf(heads) })}\n`, { mode: 0o600 });
  await renameFile(`${path}.tmp`, path);
}

async function listRecords(folder: string): Promise<readonly InspectionId[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const id = v.safeParse(InspectionId, name.replace(/\.json$/, ''));
    return name.endsWith('.json') && id.success ? [id.output] : [];
  });
}
