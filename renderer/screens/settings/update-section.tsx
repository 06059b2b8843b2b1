import { Checkbox, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigation } from '#renderer/stores/context.ts';
import { sizeText } from '#renderer/text/format.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { updateText } from '#renderer/text/update-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { JobProgressBar } from '#renderer/ui/job-progress.tsx';
import type { UpdateSettings, UpdateState } from '#shared/host/update-records.ts';
import { offlineFiles, type UpdateActions, useUpdates } from './use-updates.ts';

/** 程序更新: who may offer newer versions, what they offer, and where the checked installer lies. */
export function UpdateSection() {
  const updates = useUpdates();
  const { state, failure, progress, busy } = updates;
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
      {progress !== null && (
        <JobProgressBar
          progress={progress}
          label={busy === 'receiving' ? updateText.receiving : updateText.downloading}
          onCancel={updates.cancel}
        />
      )}
      {failure !== null && <FailureNote failure={failure} />}
      <Offer updates={updates} state={state} />
    </section>
  );
}

interface FormProps {
  readonly state: UpdateState;
  readonly updates: UpdateActions;
}

function UpdateForm({ state, updates }: FormProps) {
  const [draft, setDraft] = useState<UpdateSettings>(state.settings);
  const changed = JSON.stringify(draft) !== JSON.stringify(state.settings);
  const edit = (patch: Partial<UpdateSettings>) => setDraft({ ...draft, ...patch });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && updates.busy === null) void updates.save(draft);
      }}
    >
      <div className="setting">
        <span className="label">{updateText.address}</span>
        <div>
          <Input
            value={draft.address}
            placeholder={updateText.addressPlaceholder}
            maxLength={300}
            onChange={(event) => edit({ address: event.target.value.trim() })}
            aria-label={updateText.address}
          />
          <small>{updateText.addressHint}</small>
          {state.open && <small className="und">{updateText.open}</small>}
        </div>
      </div>
      <div className="setting">
        <span className="label">{updateText.publicKey}</span>
        <div>
          <Input
            value={draft.publicKey}
            maxLength={60}
            onChange={(event) => edit({ publicKey: event.target.value.trim() })}
            aria-label={updateText.publicKey}
          />
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
        <Checkbox checked={draft.daily} onChange={(event) => edit({ daily: event.target.checked })}>
          {updateText.daily}
        </Checkbox>
      </div>
      <div className="actions">
        <button type="submit" className="btn primary" disabled={!changed || updates.busy !== null}>
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
