import type { ErrorCode } from '#shared/errors.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import type { Failure } from '#shared/result.ts';
import type { WorkId } from '#renderer/stores/jobs.ts';

/** Where the preview stands. `wanted` rises with every change of what should be seen; 0: nothing was wanted yet. */
export interface PreviewState {
  readonly wanted: number;
  readonly edition: NoticeEdition;
  /** What is on screen, and the change it shows; it stays there, marked as stale, while a newer one is made. */
  readonly shown: { readonly notice: Notice; readonly revision: number; readonly edition: NoticeEdition } | null;
  readonly making: { readonly revision: number; readonly work: WorkId } | null;
  readonly failure: Failure<ErrorCode> | null;
}

export type PreviewEvent =
  | { readonly is: 'changed' }
  | { readonly is: 'edition'; readonly edition: NoticeEdition }
  | { readonly is: 'started'; readonly revision: number; readonly work: WorkId }
  | { readonly is: 'made'; readonly revision: number; readonly edition: NoticeEdition; readonly notice: Notice }
  | { readonly is: 'failed'; readonly revision: number; readonly failure: Failure<ErrorCode> };

export function initialPreview(edition: NoticeEdition): PreviewState {
  return { wanted: 0, edition, shown: null, making: null, failure: null };
}

/** The next state. What belongs to an older revision than the one being made changes nothing. */
export function reducePreview(state: PreviewState, event: PreviewEvent): PreviewState {
  switch (event.is) {
    case 'changed':
      return { ...state, wanted: state.wanted + 1, failure: null };
    case 'edition':
      if (event.edition === state.edition) return state;
      return { ...state, edition: event.edition, wanted: state.wanted === 0 ? 0 : state.wanted + 1, failure: null };
    case 'started':
      return { ...state, making: { revision: event.revision, work: event.work }, failure: null };
    default:
      return event.revision === state.making?.revision ? reduceMaking(state, event) : state;
  }
}

function reduceMaking(state: PreviewState, event: Extract<PreviewEvent, { is: 'made' | 'failed' }>) {
  const { revision } = event;
  switch (event.is) {
    case 'made':
      return { ...state, making: null, shown: { notice: event.notice, revision, edition: event.edition } };
    case 'failed':
      // A newer wish is about to be tried: that this one failed is no news.
      return { ...state, making: null, failure: revision === state.wanted ? event.failure : null };
  }
}

/** Whether what is on screen is behind what should be there. */
export function isOutdated(state: PreviewState): boolean {
  return state.shown !== null && state.shown.revision !== state.wanted;
}
