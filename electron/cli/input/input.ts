import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { Settlement } from '#shared/publication/notice-input.ts';
import type { Result } from '#shared/result.ts';

/** A catalogue with the SHA-256 of the bytes of its file. */
export interface CatalogueFile {
  readonly catalogue: Catalogue;
  readonly sha256: string;
}

/** Facts with the catalogue they are judged by. */
export interface Input extends CatalogueFile {
  readonly facts: Facts;
  readonly finality: Finality;
}

/** What a notice of the input may state as final. */
export interface Finality {
  /** 定稿 of a package, or what a facts file accepts by itself (`at` null: it has no time of its own); else why there is none. */
  readonly settled: Result<Omit<Settlement, 'at'> & { readonly at: number | null }, ErrorCode>;
  /** What is open, one line each; empty: nothing. */
  readonly open: readonly string[];
}
