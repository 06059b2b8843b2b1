import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { loadFacts } from '#shared/facts/load.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { Result } from '#shared/result.ts';

const resource = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../resources/${path}`, import.meta.url)), 'utf8');

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.detail)}`);
  return result.value;
}

/** The built-in catalogue and the sample inspection 学苑社区. */
export function readSample(): { catalogue: Catalogue; facts: Facts } {
  const catalogue = must(loadCatalogue(resource('catalogues/benchmark-2022.2.json')));
  return { catalogue, facts: must(loadFacts(resource('samples/xueyuan.json'), catalogue)) };
}
