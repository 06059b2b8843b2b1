import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { loadFacts } from '#shared/facts/load.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { Result } from '#shared/result.ts';

const resources = join(import.meta.dirname, '..', '..', '..', 'resources');
const read = (path: string): string => readFileSync(join(resources, path), 'utf8');

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const catalogueText = read('catalogues/benchmark-2022.2.json');

/** The built-in standard and the sample inspection, as shipped. */
export const catalogue: Catalogue = must(loadCatalogue(catalogueText));
export const facts: Facts = must(loadFacts(read('samples/xueyuan.json'), catalogue));
export const indicators = catalogue.categories.flatMap((category) => category.indicators);

/** The sample's notice of 2 September 2024, finalised. */
export const sampleInput: NoticeInput = {
  catalogue,
  catalogueSha256: createHash('sha256').update(catalogueText).digest('hex'),
  facts,
  edition: 'web',
  date: '2024-09-02',
  final: true,
  accepted: [],
  createdAt: '2024-09-02T00:00:00.000Z',
};

/** Text without any white space: layout may break lines, never words. */
export const squeezed = (text: string): string => text.replace(/\s+/gu, '');
