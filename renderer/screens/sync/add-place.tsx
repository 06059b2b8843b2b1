import { Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText } from '#renderer/parts/fields/use-form-text.ts';
import { useForms, useSync } from '#renderer/stores/context.ts';
import { addPlaceText } from '#renderer/text/sync-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import type { ErrorCode } from '#shared/errors.ts';
import type { Failure } from '#shared/result.ts';

/** Under this name what is typed is kept until the place is added. */
const FORM = 'add-place';

/** 添加同步位置: a folder by the system's dialog or by its path, and what it is called. */
export function AddPlace({ onEnd }: { readonly onEnd: () => void }) {
  const dialog = useSync((state) => state.dialog);
  const add = useSync((state) => state.add);
  const chooseFolder = useSync((state) => state.chooseFolder);
  const forget = useForms((state) => state.forget);
  const keep = useForms((state) => state.keep);
  const folder = useFormText({ form: FORM, field: 'folder', initial: '', kind: 'sharedFolder' });
  const name = useFormText({ form: FORM, field: 'name', initial: '', kind: 'placeName' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  const submit = async (chosen: string | null, called: string | null) => {
    if (chosen === null || called === null || busy) return;
    setBusy(true);
    const added = await add({ folder: chosen, name: called, auto: true, originals: true });
    setBusy(false);
    setFailure(added.ok ? null : added.error);
    if (!added.ok) return;
    forget(FORM);
    onEnd();
  };
  const leave = (event: KeyboardEvent) => event.key === 'Escape' && !event.nativeEvent.isComposing && onEnd();
  const choose = async () => {
    const choice = await chooseFolder();
    if (!choice.ok) setFailure(choice.error);
    else if (choice.value.is === 'chosen') keep(FORM, 'folder', choice.value.folder);
  };
  return (
    <form
      className="add-place"
      aria-label={addPlaceText.title}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(folder.value, name.value);
      }}
    >
      <h2>{addPlaceText.title}</h2>
      <label>
        <span>{addPlaceText.folder}</span>
        <Input autoFocus {...folder.control} placeholder={addPlaceText.example} onKeyDown={leave} />
        <FieldHint fault={folder.fault} />
      </label>
      {dialog && (
        <button type="button" className="btn" onClick={() => void choose()}>
          {addPlaceText.choose}
        </button>
      )}
      <label>
        <span>{addPlaceText.name}</span>
        <Input {...name.control} placeholder={addPlaceText.nameExample} onKeyDown={leave} />
        <FieldHint fault={name.fault} />
      </label>
      <small>{addPlaceText.promise}</small>
      {failure !== null && <FailureNote failure={failure} />}
      <div className="actions">
        <button type="submit" className="btn primary" disabled={folder.value === null || name.value === null || busy}>
          {busy ? addPlaceText.checking : addPlaceText.submit}
        </button>
        <button type="button" className="btn" onClick={onEnd}>
          {addPlaceText.cancel}
        </button>
      </div>
    </form>
  );
}
