import type { ErrorCode } from '../errors.ts';
import type { Failure } from '../result.ts';

/** Where a failure of `inspection:append-events` says that a draft can't be taken: its place among those sent. */
const DRAFT_PATH = /^drafts\.(\d+)(?:\.|$)/;

/** The place of the draft that a failure refuses, from 0; null where it is about no single draft. */
export function refusedDraft({ code, detail }: Failure<ErrorCode>): number | null {
  if (code !== 'app.bad-request') return null;
  const [, place] = DRAFT_PATH.exec(String(detail?.['path'] ?? '')) ?? [];
  return place === undefined ? null : Number(place);
}

/** The path by which a draft is named in a failure. */
export const draftPath = (place: number): string => `drafts.${place}`;
