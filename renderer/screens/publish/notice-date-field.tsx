import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { InspectionId } from '#shared/ids.ts';
import { useForms, useInspection, useServices } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { finaliseText } from '#renderer/text/publish-text.ts';
import { dateDoubts, usualDate } from '#shared/publication/notice-date.ts';
import { readDate } from '#shared/reading/days.ts';
import { dateDoubtText } from '#shared/text/date-doubt-text.ts';

/** Under this name what is typed at 定稿 is kept until it is done. */
export const finaliseForm = (inspection: InspectionId): string => `finalise/${inspection}`;

/** 落款日期 as it stands in the form. */
export interface NoticeDate {
  readonly text: string;
  readonly setText: (text: string) => void;
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
  const typed = useForms((state) => keptText(state, form, 'date'));
  const keep = useForms((state) => state.keep);
  const [confirmed, setConfirmed] = useState(false);
  const at = now();
  const text = typed ?? usualDate(folded.facts, at);
  const read = readDate(text);
  const day = read.ok ? read.value : null;
  const look = { day: day ?? '', folded, now: at };
  const found = day === null ? [] : dateDoubts(look);
  return {
    text,
    setText: (next) => {
      keep(form, 'date', next);
      setConfirmed(false);
    },
    confirmed,
    setConfirmed,
    day,
    doubts: found.map((doubt) => dateDoubtText(doubt, look)),
    settled: day !== null && !found.includes('future') && (found.length === 0 || confirmed),
  };
}

export function NoticeDateField({ date }: { readonly date: NoticeDate }) {
  const { text, day, doubts } = date;
  return (
    <>
      <Input
        value={text}
        onChange={(event) => date.setText(event.target.value)}
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
