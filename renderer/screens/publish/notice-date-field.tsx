import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { InspectionId } from '#shared/ids.ts';
import type { FormControl } from '#renderer/parts/fields/form-control.ts';
import { useKeptText } from '#renderer/parts/fields/use-form-text.ts';
import { useInspection, useServices } from '#renderer/stores/context.ts';
import { finaliseText } from '#renderer/text/publish-text.ts';
import { dateDoubts, usualDate } from '#shared/publication/notice-date.ts';
import { readDate } from '#shared/reading/days.ts';
import { dateDoubtText } from '#shared/text/date-doubt-text.ts';

/** Under this name what is typed at 定稿 is kept until it is done. */
export const finaliseForm = (inspection: InspectionId): string => `finalise/${inspection}`;

/** 落款日期 as it stands in the form. */
export interface NoticeDate {
  readonly control: FormControl;
  readonly confirmed: boolean;
  readonly setConfirmed: (confirmed: boolean) => void;
  /** Null: what is written is no day. */
  readonly day: string | null;
  /** What is asked about it, in words. */
  readonly doubts: readonly string[];
  /** Whether 定稿 may go on with it. */
  readonly settled: boolean;
}

/** The date under the notice: the usual one until somebody writes another; what is doubtful has to be confirmed. */
export function useNoticeDate(): NoticeDate {
  const { now } = useServices();
  const folded = useInspection((inspection) => inspection.folded);
  const form = useInspection(({ id }) => finaliseForm(id));
  const at = now();
  const { text, controlWith } = useKeptText({ form, field: 'date', initial: usualDate(folded.facts, at) });
  /** The day of which it was said that it is meant. */
  const [meant, setMeant] = useState<string | null>(null);
  const read = readDate(text);
  const day = read.ok ? read.value : null;
  const confirmed = day !== null && meant === day;
  const look = { day: day ?? '', folded, now: at };
  const found = day === null ? [] : dateDoubts(look);
  return {
    control: controlWith(day === null ? finaliseText.noDay : null),
    confirmed,
    setConfirmed: (is) => setMeant(is ? day : null),
    day,
    doubts: found.map((doubt) => dateDoubtText(doubt, look)),
    settled: day !== null && !found.includes('future') && (found.length === 0 || confirmed),
  };
}

export function NoticeDateField({ date }: { readonly date: NoticeDate }) {
  const { control, day, doubts } = date;
  return (
    <>
      <Input
        {...control}
        prefix={<span className="na">{finaliseText.date}</span>}
        suffix={<span className="na">{finaliseText.zone}</span>}
        aria-label={finaliseText.date}
        {...(day === null ? { status: 'error' as const } : {})}
      />
      {day === null && (
        <p className="note" role="alert">
          {finaliseText.noDay}
        </p>
      )}
      {doubts.length > 0 && (
        <div className="note" role="alert">
          {doubts.join('；')}。
          <div>
            <Checkbox checked={date.confirmed} onChange={(event) => date.setConfirmed(event.target.checked)}>
              {finaliseText.confirmDate(day ?? '')}
            </Checkbox>
          </div>
        </div>
      )}
    </>
  );
}
