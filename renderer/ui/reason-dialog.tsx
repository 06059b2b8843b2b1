import { Input, Modal, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { dialogText } from '../text/dialog-text.ts';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly hint?: string;
  readonly okText: string;
  readonly danger?: boolean;
  /** Whether the reason goes into the notice. */
  readonly published?: boolean;
  /** Name to start from; null: no name is asked. */
  readonly name: string | null;
  readonly reason?: string;
  readonly children?: ReactNode;
  readonly onOk: (answer: { readonly reason: string; readonly by: string }) => void;
  readonly onCancel: () => void;
}

/** Asks for a reason, and by whom: every decision of a person that replaces a computed one goes through here. */
export function ReasonDialog(props: Props) {
  return (
    <Modal
      open={props.open}
      title={props.title}
      onCancel={props.onCancel}
      footer={null}
      destroyOnHidden
      width={480}
      centered
    >
      <ReasonForm {...props} />
    </Modal>
  );
}

function ReasonForm({
  hint,
  okText,
  danger = false,
  published = false,
  name,
  reason: initial = '',
  children,
  onOk,
  onCancel,
}: Props) {
  const [reason, setReason] = useState(initial);
  const [by, setBy] = useState(name ?? '');
  const nameInput = useRef<InputRef>(null);
  const reasonInput = useRef<HTMLTextAreaElement>(null);
  useEffect(() => reasonInput.current?.focus(), []);
  const ready = reason.trim() !== '' && (name === null || by.trim() !== '');
  const submit = () => {
    if (ready) onOk({ reason: reason.trim(), by: by.trim() });
    else if (reason.trim() !== '') nameInput.current?.focus();
  };
  return (
    <form
      className="field-gap"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {hint !== undefined && <p className="na">{hint}</p>}
      {children}
      <label>
        {published ? dialogText.publishedReason : dialogText.reason}
        <textarea
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="area"
          maxLength={500}
          ref={reasonInput}
          aria-label={dialogText.reason}
        />
      </label>
      {name !== null && (
        <label>
          {dialogText.name}
          <Input
            ref={nameInput}
            value={by}
            onChange={(event) => setBy(event.target.value)}
            maxLength={40}
            placeholder={dialogText.namePlaceholder}
            aria-label={dialogText.name}
          />
        </label>
      )}
      <DialogButtons okText={okText} danger={danger} ready={ready} onCancel={onCancel} />
    </form>
  );
}

interface ButtonsProps {
  readonly okText: string;
  readonly danger: boolean;
  readonly ready: boolean;
  readonly onCancel: () => void;
}

function DialogButtons({ okText, danger, ready, onCancel }: ButtonsProps) {
  return (
    <div className="dialog-buttons">
      <button type="button" className="btn" onClick={onCancel}>
        {dialogText.cancel}
      </button>
      <button type="submit" className={`btn ${danger ? 'danger' : 'primary'}`} disabled={!ready}>
        {okText}
      </button>
    </div>
  );
}
