import * as v from 'valibot';
import { pathOf } from '#shared/holding/holding.ts';
import type { FileHolding } from '#shared/holding/holding.ts';
import { Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';

/** Versions of the program that add to a payload still name its files in the same place. */
const NamesOriginal = v.object({ evidence: v.object({ sha256: Sha256 }) });
const NamesNotice = v.object({ pdfSha256: Sha256, xlsxSha256: Sha256 });
const NamesCatalogue = v.object({ catalogue: v.object({ sha256: Sha256 }) });

/** The files that events name, by path: what belongs to an inspection beside them (SPEC PK1). */
export function namedFiles(inspection: InspectionId, events: Iterable<Event>): ReadonlyMap<string, FileHolding> {
  const files = new Map<string, FileHolding>();
  const add = (file: FileHolding): unknown => files.set(pathOf(file), file);
  for (const { payload } of events) {
    const original = v.safeParse(NamesOriginal, payload);
    if (original.success) add({ is: 'original', sha256: original.output.evidence.sha256 });
    const catalogue = v.safeParse(NamesCatalogue, payload);
    if (catalogue.success) add({ is: 'catalogue', sha256: catalogue.output.catalogue.sha256 });
    const notice = v.safeParse(NamesNotice, payload);
    if (!notice.success) continue;
    add({ is: 'notice', inspection, sha256: notice.output.pdfSha256, ending: 'pdf' });
    add({ is: 'notice', inspection, sha256: notice.output.xlsxSha256, ending: 'xlsx' });
  }
  return files;
}
