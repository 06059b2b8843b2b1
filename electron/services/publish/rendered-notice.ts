import type { SignatureBox } from '#shared/publication/closing.ts';
import type { NoticePhase } from '#shared/publication/notice-phases.ts';
import type { Result } from '#shared/result.ts';

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
