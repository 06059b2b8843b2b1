import { createLiveAssessor } from '#shared/assessment/assess.ts';
import type { Assessment } from '#shared/assess/types.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { Sha256 } from '#shared/ids.ts';
import { ok, type Result } from '#shared/result.ts';

/** A catalogue and the verdict by it, which after each answer is worked out anew only where it matters. */
export interface JudgingCatalogue {
  readonly catalogue: Catalogue;
  readonly assess: (facts: Facts) => Assessment;
}

export interface CatalogueCache {
  readonly read: (sha256: Sha256) => Promise<Result<JudgingCatalogue, ErrorCode>>;
}

/** Catalogues by hash; what was read once is kept, what failed is asked for again. */
export function createCatalogueCache(host: HostApi): CatalogueCache {
  const loaded = new Map<Sha256, JudgingCatalogue>();
  return {
    read: async (sha256) => {
      const known = loaded.get(sha256);
      if (known !== undefined) return ok(known);
      const text = await host.call('catalogue:read', { sha256 });
      if (!text.ok) return text;
      const parsed = loadCatalogue(text.value.json);
      if (!parsed.ok) return parsed;
      const catalogue = { catalogue: parsed.value, assess: createLiveAssessor(parsed.value) };
      loaded.set(sha256, catalogue);
      return ok(catalogue);
    },
  };
}
