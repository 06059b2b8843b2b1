import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { SignatureBox } from '#shared/publication/closing.ts';
import type { NoticePhase } from '#shared/publication/notice-phases.ts';
import type { Edition } from '#shared/publication/page-metrics.ts';
import type { Acceptance } from '#shared/publication/row-notes.ts';
import type { Result } from '#shared/result.ts';

/** Everything a notice is made from: plain data, so that it crosses to the worker thread unchanged. */
export interface NoticeInput {
  readonly catalogue: Catalogue;
  readonly catalogueSha256: string;
  readonly facts: Facts;
  readonly edition: Edition;
  /** Date under the notice, `YYYY-MM-DD`. */
  readonly date: string;
  /** False: every page is marked 预览稿. */
  readonly final: boolean;
  readonly accepted: readonly Acceptance[];
  /** Time of creation inside the files (ISO 8601): the same input gives the same bytes. */
  readonly createdAt: string;
}

export interface RenderedNotice {
  readonly pdf: Uint8Array;
  readonly xlsx: Uint8Array;
  readonly pages: number;
  /** Where visible signatures may stand; the first is for a person, the last for the office's seal. */
  readonly signatureBoxes: readonly SignatureBox[];
  /** The names under which the two files are published. */
  readonly names: { readonly pdf: string; readonly xlsx: string };
}

export type RenderError =
  'publication.failed' | 'publication.layout' | 'publication.unprintable' | 'publication.cancelled';
export type RenderResult = Result<RenderedNotice, RenderError>;

/** What the worker thread says: where it is, then how it ended. */
export type WorkerMessage =
  | { readonly is: 'phase'; readonly phase: NoticePhase; readonly done: number }
  | { readonly is: 'end'; readonly result: RenderResult };
