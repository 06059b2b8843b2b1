import type { NoticeInput } from '#electron/services/publish/notice-input.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Facts } from '#shared/facts/schema.ts';

/** A catalogue with the SHA-256 of the bytes of its file. */
export interface CatalogueFile {
  readonly catalogue: Catalogue;
  readonly sha256: string;
}

/** Facts with the catalogue they are judged by. */
export interface Input extends CatalogueFile {
  readonly facts: Facts;
  /** 定稿 of a package: when, and what it accepts by name; null: it is none. A facts file states what is settled. */
  readonly finalised: { readonly at: number | null; readonly accepted: NoticeInput['accepted'] } | null;
}
