import type { Catalogue } from '../catalogue/schema.ts';
import { writtenAt } from '../log/clock.ts';
import type { FoldedInspection, Finalised } from '../log/fold.ts';
import type { Facts, NamedAcceptance } from '../facts/schema.ts';
import { chinaDay } from './chinese-date.ts';
import type { NoticeEdition } from './notice-edition.ts';

/** Everything a notice is made from: plain data, so that it crosses to a worker thread unchanged. */
export interface NoticeInput {
  readonly catalogue: Catalogue;
  readonly catalogueSha256: string;
  readonly facts: Facts;
  readonly edition: NoticeEdition;
  /** Date under the notice, `YYYY-MM-DD`. */
  readonly date: string;
  /** False: every page is marked 预览稿. */
  readonly final: boolean;
  readonly accepted: readonly NamedAcceptance[];
  /** Time of creation inside the files (ISO 8601): the same input gives the same bytes. */
  readonly createdAt: string;
}

/** 定稿 as a notice needs it. */
export interface Settlement {
  /** When it was, in milliseconds since the epoch, as well as anybody knows. */
  readonly at: number;
  /** 落款日期 as it was confirmed; null: what the profile says, or the day of 定稿. */
  readonly date: string | null;
  readonly accepted: readonly NamedAcceptance[];
}

/** What a notice is made from, before its times are settled. */
export interface NoticeSource extends Pick<NoticeInput, 'catalogue' | 'catalogueSha256' | 'facts' | 'edition'> {
  /** Null: a 预览稿. */
  readonly settled: Settlement | null;
}

/** The 定稿 of an inspection, its time by the clock of the host that took it rather than the logical clock (SPEC PU23). */
export function settlementOf(finalised: Finalised, { history }: Pick<FoldedInspection, 'history'>): Settlement {
  const { wall, noticeDate, accepted, by, event } = finalised;
  const at = wall ?? writtenAt(event, history);
  return { at, date: noticeDate ?? null, accepted: accepted.map((one) => ({ ...one, by })) };
}

/**
 * The input of a notice: finalised it carries day and time of its 定稿, so that window and command make the same bytes of
 * it whenever they do; a preview carries those of `now` (milliseconds since the epoch).
 */
export function noticeInputOf({ settled, ...source }: NoticeSource, now: number): NoticeInput {
  const at = settled?.at ?? now;
  return {
    ...source,
    date: settled?.date ?? source.facts.profile.noticeDate ?? chinaDay(at),
    final: settled !== null,
    accepted: settled?.accepted ?? [],
    createdAt: new Date(at).toISOString(),
  };
}
