import * as v from 'valibot';
import { err, type Failure, ok, type Result } from '../result.ts';
import { firstFault, readJson } from '../schema-fault.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { Catalogue } from './schema.ts';

type CatalogueError = 'catalogue.not-json' | 'catalogue.shape' | 'catalogue.reference' | 'catalogue.duplicate';

/**
 * A catalogue from the text of its file, complete and consistent: every rule can be judged. The first fault is
 * reported with its path: `catalogue.not-json`, `catalogue.shape`, `catalogue.duplicate` or `catalogue.reference`.
 */
export function loadCatalogue(json: string): Result<Catalogue, CatalogueError> {
  const read = readJson(json);
  if (!read.ok) {
    const { reason = '' } = read.error.detail ?? {};
    return read.error.code === 'depth'
      ? err('catalogue.shape', { path: '', reason })
      : err('catalogue.not-json', { reason });
  }
  const parsed = v.safeParse(Catalogue, read.value);
  if (!parsed.success) return err('catalogue.shape', { ...firstFault(parsed.issues) });
  const [fault]: readonly Failure<CatalogueError>[] = checkCatalogue(parsed.output);
  return fault === undefined ? ok(parsed.output) : { ok: false, error: fault };
}
