import { Input } from 'antd';
import { useState } from 'react';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText } from '#renderer/parts/fields/use-form-text.ts';
import { useForms, useInspection, useServices, useSession, useSettings } from '#renderer/stores/context.ts';
import { finaliseText, publishText } from '#renderer/text/publish-text.ts';
import { asideText } from '#renderer/text/session-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import type { ErrorCode } from '#shared/errors.ts';
import type { Finalised } from '#shared/log/fold.ts';
import type { Readiness } from '#shared/publication/readiness.ts';
import type { Failure } from '#shared/result.ts';
import { chinaMinute } from '#shared/publication/chinese-date.ts';
import { settlementOf } from '#shared/publication/notice-input.ts';
import { finaliseForm, NoticeDateField, useNoticeDate } from './notice-date-field.tsx';
import { Line, Step } from './step.tsx';

/** 2 定稿: freezes the facts under a name, or takes that back with a reason. */
export function FinaliseStep({ readiness }: { readonly readiness: Readiness }) {
  const finalised = useInspection((inspection) => inspection.folded.finalised);
  const invalid = useInspection((inspection) => inspection.invalid.length);
  const blocking = readiness.blocking + invalid;
  const state = finalised !== null ? 'done' : blocking === 0 ? 'now' : 'next';
  return (
    <Step number={2} title={publishText.steps.finalise} state={state}>
      {finalised === null ? <FinaliseForm blocking={blocking} /> : <FinalisedLines finalised={finalised} />}
    </Step>
  );
}

function FinaliseForm({ blocking }: { readonly blocking: number }) {
  const author = useSettings((state) => state.settings.author);
  const unsaved = useSession((state) => state.unsaved);
  const aside = useSession((state) => state.setAside.length);
  const inspection = useInspection(({ id }) => id);
  const name = useFormText({ form: finaliseForm(inspection), field: 'by', initial: author, kind: 'person' });
  const { finalise, busy, failure } = useFinalise();
  const date = useNoticeDate();
  const lastReopening = useInspection((inspection) => inspection.folded.reopenings.at(-1));
  return (
    <form
      className="step-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.value !== null && date.day !== null)
          void finalise(name.value, { day: date.day, confirmed: date.confirmed });
      }}
    >
      {lastReopening !== undefined && (
        <p className="note">
          {finaliseText.reopened(chinaMinute(lastReopening.event.hlc.wall), lastReopening.by, lastReopening.reason)}
        </p>
      )}
      <div className="row">
        <Input
          {...name.control}
          placeholder={finaliseText.namePlaceholder}
          prefix={<span className="na">{finaliseText.name}</span>}
          aria-label={finaliseText.name}
        />
        <button
          type="submit"
          className="btn primary"
          disabled={blocking > 0 || unsaved > 0 || aside > 0 || name.value === null || !date.settled || busy}
          title={blocking > 0 ? finaliseText.waiting(blocking) : ''}
        >
          {busy ? finaliseText.finalising : finaliseText.finalise}
        </button>
      </div>
      <FieldHint fault={name.fault} />
      <NoticeDateField date={date} />
      <p className="note">
        {blocking > 0 ? `${finaliseText.waiting(blocking)}。` : ''}
        {aside > 0 ? asideText.blocks(aside) : unsaved > 0 ? finaliseText.unsaved : finaliseText.hint}
      </p>
      {failure !== null && <FailureNote failure={failure} />}
    </form>
  );
}

/** 定稿 through the host, which checks everything again on what is on disk. */
function useFinalise() {
  const { host } = useServices();
  const inspection = useInspection(({ id }) => id);
  const noted = useSession((state) => state.accepted);
  const refresh = useSession((state) => state.refresh);
  const forget = useForms((state) => state.forget);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  const finalise = async (by: string, date: { readonly day: string; readonly confirmed: boolean }) => {
    setBusy(true);
    setFailure(null);
    const accepted = [...noted];
    const done = await host.call('notice:finalise', { inspection, by, accepted, date });
    // Whether it went through or something new stands in the way: what is on disk is what counts now.
    await refresh();
    // The reasons stay noted: after 撤销定稿 nobody should have to write them again.
    if (done.ok) forget(finaliseForm(inspection));
    else setFailure(done.error);
    setBusy(false);
  };
  return { finalise, busy, failure };
}

function FinalisedLines({ finalised }: { readonly finalised: Finalised }) {
  const inspection = useInspection(({ id }) => id);
  const history = useInspection((inspection) => inspection.folded.history);
  const author = useSettings((state) => state.settings.author);
  const record = useSession((state) => state.record);
  const [asking, setAsking] = useState(false);
  const finalisations = history.filter(({ draft }) => draft?.type === 'inspection.finalised').length;
  return (
    <>
      <ul className="lines">
        <Line sign="ok">
          {finaliseText.draft(finalisations)}，
          {finaliseText.done(chinaMinute(settlementOf(finalised, { history }).at), finalised.by)}
          <button type="button" className="btn link" onClick={() => setAsking(true)}>
            {finaliseText.reopen}
          </button>
        </Line>
        <Line sign="ok">
          <span title={finalised.factsSha256}>{finaliseText.fingerprint(shortHash(finalised.factsSha256))}</span>
          {finalised.noticeDate !== undefined && `，${finaliseText.dated(finalised.noticeDate)}`}
          {finalised.accepted.length > 0 && `，${finaliseText.accepted(finalised.accepted.length)}`}
        </Line>
        {finalised.late.length > 0 && <Line sign="warn">{finaliseText.late(finalised.late.length)}</Line>}
      </ul>
      <ReasonDialog
        open={asking}
        title={finaliseText.reopenTitle}
        hint={finaliseText.reopenHint}
        okText={finaliseText.reopenConfirm}
        danger
        form={`reopen/${inspection}`}
        name={author}
        onCancel={() => setAsking(false)}
        onOk={({ reason, by }) => {
          setAsking(false);
          void record([{ type: 'inspection.reopened', payload: { by, reason } }]);
        }}
      />
    </>
  );
}

/** `7f3a 91c2 04bb`: enough to compare by eye. */
function shortHash(sha256: string): string {
  return sha256.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ');
}
