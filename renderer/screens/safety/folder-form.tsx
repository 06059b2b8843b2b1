import { Input } from 'antd';
import { useState } from 'react';
import { useForms, useSafety, useSettings } from '#renderer/stores/context.ts';
import { backupText } from '#renderer/text/safety-text.ts';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText } from '#renderer/parts/fields/use-form-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import type { ErrorCode } from '#shared/errors.ts';
import type { BackupState } from '#shared/host/backup-records.ts';
import type { Failure, Result } from '#shared/result.ts';

/** Under this name a typed path is kept until it is used. */
const FORM = 'backup-folder';

/** Where backups go: the system's dialog where there is one, else a field whose path the host checks. */
export function FolderForm({ backup }: { readonly backup: BackupState }) {
  const moveTo = useSafety((state) => state.moveTo);
  const chooseFolder = useSafety((state) => state.chooseFolder);
  const loadSettings = useSettings((state) => state.load);
  const forget = useForms((state) => state.forget);
  const [typing, setTyping] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  const run = async (task: () => Promise<Result<unknown, ErrorCode>>) => {
    setBusy(true);
    const done = await task();
    setBusy(false);
    setFailure(done.ok ? null : done.error);
    if (!done.ok) return;
    forget(FORM);
    setTyping(false);
    await loadSettings();
  };
  return (
    <div className="setting">
      <span className="label">{backupText.folder}</span>
      <div>
        <div className="flow">
          <code className="path">{backup.folder}</code>
          {!typing && (
            <button
              type="button"
              className="btn"
              disabled={busy}
              onClick={() => (backup.dialog ? void run(chooseFolder) : setTyping(true))}
            >
              {backup.dialog ? backupText.choose : backupText.change}
            </button>
          )}
          {backup.chosen && !typing && (
            <button type="button" className="btn link" disabled={busy} onClick={() => void run(() => moveTo(null))}>
              {backupText.useOwn}
            </button>
          )}
        </div>
        {backup.failure?.code !== 'backup.folder-gone' && (
          <small className={backup.sameDisk === false ? 'met' : 'und'}>{placeText(backup)}</small>
        )}
        {typing && (
          <PathForm
            busy={busy}
            onUse={(folder) => void run(() => moveTo(folder))}
            onCancel={() => {
              setTyping(false);
              setFailure(null);
            }}
          />
        )}
        {failure !== null && <FailureNote failure={failure} />}
      </div>
    </div>
  );
}

interface PathFormProps {
  readonly busy: boolean;
  readonly onUse: (folder: string) => void;
  readonly onCancel: () => void;
}

function PathForm({ busy, onUse, onCancel }: PathFormProps) {
  const path = useFormText({ form: FORM, field: 'path', initial: '', kind: 'backupFolder' });
  return (
    <form
      className="path-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.value !== null && !busy) onUse(path.value);
      }}
    >
      <Input
        autoFocus
        {...path.control}
        placeholder={backupText.pathExample}
        aria-label={backupText.path}
        onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onCancel()}
      />
      <FieldHint fault={path.fault} />
      <button type="submit" className="btn primary" disabled={path.value === null || busy}>
        {busy ? backupText.checking : backupText.use}
      </button>
      <button type="button" className="btn" onClick={onCancel}>
        {backupText.cancel}
      </button>
    </form>
  );
}

function placeText({ chosen, sameDisk }: BackupState): string {
  if (sameDisk === null) return backupText.away;
  if (!sameDisk) return backupText.otherDisk;
  return chosen ? backupText.sameDisk : backupText.own;
}
