import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Event } from '#shared/log/event.ts';
import { cataloguePath, noticePath, originalPath } from '#shared/package/paths.ts';

/** Versions of the program that add to a payload still name its files in the same place. */
const NamesOriginal = v.object({ evidence: v.object({ sha256: Sha256 }) });
const NamesNotice = v.object({ pdfSha256: Sha256, xlsxSha256: Sha256 });
const NamesCatalogue = v.object({ catalogue: v.object({ sha256: Sha256 }) });

/** The paths of the files that events name: what a package of them may hold beside them (SPEC PK1). */
export function namedFiles(inspection: InspectionId, events: Iterable<Event>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { payload } of events) {
    const original = v.safeParse(NamesOriginal, payload);
    if (original.success) paths.add(originalPath(original.output.evidence.sha256));
    const catalogue = v.safeParse(NamesCatalogue, payload);
    if (catalogue.success) paths.add(cataloguePath(catalogue.output.catalogue.sha256));
    const notice = v.safeParse(NamesNotice, payload);
    if (!notice.success) continue;
    paths.add(noticePath(inspection, notice.output.pdfSha256, 'pdf'));
    paths.add(noticePath(inspection, notice.output.xlsxSha256, 'xlsx'));
  }
  return paths;
}
