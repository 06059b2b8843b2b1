import type { Facts } from '../facts/schema.ts';
import { CLOCK_TOLERANCE } from '../log/clock.ts';
import type { FoldedInspection } from '../log/fold.ts';
import { chinaDay } from './chinese-date.ts';
import type { NoticeInput } from './notice-input.ts';

/** Why a 落款日期 is asked about. `future` is refused, the others are confirmed by whoever finalises. */
export type DateDoubt = 'future' | 'not-today' | 'before-period' | 'before-evidence' | 'clock-behind' | 'clock-moved';

/** What a 落款日期 is held against. */
export interface DateLook {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly folded: Pick<FoldedInspection, 'facts' | 'history' | 'clocks'>;
  /** What the clock shows, in milliseconds since the epoch. */
  readonly now: number;
}

/** The date a notice would carry if it were finalised now: what the profile states, else the day in China. */
export const usualDate = ({ profile }: Facts, now: number): string => profile.noticeDate ?? chinaDay(now);

/** What makes a 落款日期 doubtful (SPEC PU23); empty: nothing to ask. */
export function dateDoubts({ day, folded, now }: DateLook): readonly DateDoubt[] {
  const { facts, history, clocks } = folded;
  const taken = facts.evidence.map(({ takenAt }) => takenAt?.slice(0, 10) ?? '');
  const written = history.reduce((latest, { event }) => Math.max(latest, event.hlc.wall), 0);
  const doubts: readonly (readonly [DateDoubt, boolean])[] = [
    ['future', day > chinaDay(now)],
    ['not-today', day < chinaDay(now) && day !== facts.profile.noticeDate],
    ['before-period', day < facts.profile.period.to],
    ['before-evidence', taken.some((one) => one > day)],
    ['clock-behind', written - now > CLOCK_TOLERANCE],
    ['clock-moved', clocks.some(({ kind }) => kind === 'moved')],
  ];
  return doubts.flatMap(([doubt, holds]) => (holds ? [doubt] : []));
}

/**
 * Whether a notice says of its own making something that cannot be: a date, or a 定稿, later than the signature
 * (`at`, milliseconds since the epoch).
 */
export function isAhead({ date, createdAt }: Pick<NoticeInput, 'date' | 'createdAt'>, at: number): boolean {
  return date > chinaDay(at) || Date.parse(createdAt) > at;
}
