import { Checkbox, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useForms, useNavigation } from '#renderer/stores/context.ts';
import { sizeText } from '#renderer/text/format.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { updateText } from '#renderer/text/update-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/parts/job-progress.tsx';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText } from '#renderer/parts/fields/use-form-text.ts';
import type { UpdateState } from '#shared/host/update-records.ts';
import { offlineFiles, type UpdateActions, useUpdates } from './use-updates.ts';

/** 程序更新: who may offer newer versions, what they offer, and where the checked installer lies. */
export function UpdateSection() {
  const updates = useUpdates();
  const { state, failure, work, busy } = updates;
  const section = useRef<HTMLElement>(null);
  const wanted = useNavigation(({ part }) => part === 'updates');
  const known = state !== null;
  useEffect(() => {
    if (known && wanted) section.current?.scrollIntoView({ block: 'start' });
  }, [known, wanted]);
  if (state === null) return null;
  const canCheck = state.settings.address !== '' && state.settings.publicKey !== '';
  return (
    <section ref={section}>
      <h2>{updateText.title}</h2>
      <p className="na">{updateText.intro}</p>
      <UpdateForm key={JSON.stringify(state.settings)} state={state} updates={updates} />
      <div className="actions">
        <button
          type="button"
          className="btn"
          disabled={!canCheck || busy !== null}
          onClick={() => void updates.check()}
        >
          {busy === 'checking' ? updateText.checking : updateText.check}
        </button>
        <OfflineFiles updates={updates} disabled={state.settings.publicKey === '' || busy !== null} />
        {state.checkedAt !== null && <span className="na">{updateText.checkedAt(minuteStamp(state.checkedAt))}</span>}
      </div>
      {work !== null && (
        <JobProgressBar
          work={work}
          label={() => (busy === 'receiving' ? updateText.receiving : updateText.downloading)}
        />
      )}
      {failure !== null && <FailureNote failure={failure} />}
      <Offer updates={updates} state={state} />
    </section>
  );
}

/** Under this name the form's draft is kept until it is saved. */
const FORM = 'updates';

interface FormProps {
  readonly state: UpdateState;
  readonly updates: UpdateActions;
}

function UpdateForm({ state, updates }: FormProps) {
  const { settings } = state;
  const forget = useForms((forms) => forms.forget);
  const [daily, setDaily] = useState(settings.daily);
  const text = (field: 'address' | 'publicKey') => ({ form: FORM, field, initial: settings[field] });
  const address = useFormText({ ...text('address'), kind: 'updateAddress' });
  const publicKey = useFormText({ ...text('publicKey'), kind: 'publicKey' });
  const draft =
    address.value === null || publicKey.value === null
      ? null
      : { daily, address: address.value, publicKey: publicKey.value };
  const changed = draft === null || JSON.stringify(draft) !== JSON.stringify(settings);
  const submit = async () => {
    if (!changed || draft === null || updates.busy !== null) return;
    await updates.save(draft);
    forget(FORM);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="setting">
        <span className="label">{updateText.address}</span>
        <div>
          <Input {...address.control} placeholder={updateText.addressPlaceholder} aria-label={updateText.address} />
          <FieldHint fault={address.fault} />
          <small>{updateText.addressHint}</small>
          {state.open && <small className="und">{updateText.open}</small>}
        </div>
      </div>
      <div className="setting">
        <span className="label">{updateText.publicKey}</span>
        <div>
          <Input {...publicKey.control} aria-label={updateText.publicKey} />
          <FieldHint fault={publicKey.fault} />
          <small>{updateText.publicKeyHint}</small>
          {state.fingerprint !== null && (
            <small>
              <code>{updateText.fingerprint(state.fingerprint)}</code>　{updateText.fingerprintHint}
            </small>
          )}
        </div>
      </div>
      <div className="setting">
        <span />
        <Checkbox checked={daily} onChange={(event) => setDaily(event.target.checked)}>
          {updateText.daily}
        </Checkbox>
      </div>
      <div className="actions">
        <button type="submit" className="btn primary" disabled={!changed || draft === null || updates.busy !== null}>
          {updates.busy === 'saving' ? updateText.saving : updateText.save}
        </button>
      </div>
    </form>
  );
}

function OfflineFiles({ updates, disabled }: { readonly updates: UpdateActions; readonly disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [incomplete, setIncomplete] = useState(false);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={updateText.files}
        onChange={(event) => {
          const chosen = offlineFiles([...(event.target.files ?? [])]);
          setIncomplete(chosen === null);
          if (chosen !== null) void updates.receive(chosen.release, chosen.installer);
          // The same files may be chosen again after they were replaced on disk.
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className="btn"
        disabled={disabled}
        title={updateText.fromFileHint}
        onClick={() => input.current?.click()}
      >
        {updateText.fromFile}
      </button>
      {incomplete && <span className="unmet">{updateText.filesNeeded}</span>}
    </>
  );
}

function Offer({ updates, state: { offer, ready } }: FormProps) {
  if (offer === null) return null;
  return (
    <div className="offer">
      <p>
        <b>{updateText.offer(offer.version, offer.date)}</b> <span className="tag met small">{updateText.signed}</span>
      </p>
      {offer.notes !== '' && <p className="notes">{offer.notes}</p>}
      {ready === null ? (
        <button
          type="button"
          className="btn primary"
          disabled={updates.busy !== null}
          onClick={() => void updates.download()}
        >
          {updateText.download(sizeText(offer.bytes))}
        </button>
      ) : (
        <>
          <p>
            {updateText.ready}
            <code className="path">{ready.path}</code>
          </p>
          <small>{ready.canOpen ? updateText.openHint : updateText.readyFolder}</small>
          {ready.canOpen && (
            <button
              type="button"
              className="btn primary"
              disabled={updates.busy !== null}
              onClick={() => void updates.open()}
            >
              {updateText.openInstaller}
            </button>
          )}
          {updates.opened && <span className="na">{updateText.opened}</span>}
        </>
      )}
    </div>
  );
}
