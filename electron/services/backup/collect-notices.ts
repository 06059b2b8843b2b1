import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { Notice } from '#shared/host/notice-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import { namedFiles } from '#electron/services/holdings/named-files.ts';
import { orFault } from './faults.ts';
import type { Faults } from './faults.ts';
import type { BackedUpNotice, FileToKeep, Manifest } from './manifest.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { lookAt } from '#electron/services/disk/look-at.ts';
import { pathOf } from '#shared/holding/holding.ts';

/** Name of the record, beside an inspection's notices, of which is the latest. */
export const LATEST_NOTICE = 'latest.json';

/** What a backup keeps of an inspection's notices. */
export interface CollectedNotices extends Readonly<Pick<Manifest, 'notices' | 'latestNotices'>> {
  readonly files: readonly FileToKeep[];
}

/** The signed notices that `events` name and that are here; previews come and go and are none. What cannot be read is a fault. */
export async function collectNotices(
  folder: string,
  inspection: InspectionId,
  events: readonly Event[],
  faults: Faults,
): Promise<CollectedNotices> {
  const notices: BackedUpNotice[] = [];
  for (const file of namedFiles(inspection, events).values()) {
    if (file.is !== 'notice') continue;
    const { sha256, ending } = file;
    const path = join(folder, inspection, `${sha256}.${ending}`);
    const found = await orFault(faults, pathOf(file), () => lookAt(path, stat));
    if (found?.isFile() === true) notices.push({ inspection, sha256, ending, size: found.size });
  }
  const record = join(folder, inspection, LATEST_NOTICE);
  const place = `notices/${inspection}/${LATEST_NOTICE}`;
  const text = notices.length === 0 ? null : await orFault(faults, place, () => readOrNull(record));
  const latest = text === null ? null : v.safeParse(Notice, parseJson(text));
  const isSigned = latest?.success === true && notices.some(({ sha256 }) => sha256 === latest.output.pdf.sha256);
  if (text === null || !isSigned) return { notices, latestNotices: [], files: [] };
  const bytes = Buffer.from(text, 'utf8');
  const files = [{ path: latestPath(inspection), bytes }];
  return { notices, latestNotices: [{ inspection, sha256: hashBytes(bytes) }], files };
}

/** Where a generation keeps an inspection's record of the latest notice. */
export const latestPath = (inspection: InspectionId): readonly string[] => ['notices', `${inspection}.json`];
