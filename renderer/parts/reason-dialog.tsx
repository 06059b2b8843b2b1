import { Input, Modal, type InputRef } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useForms } from '#renderer/stores/context.ts';
import { dialogText } from '../text/dialog-text.ts';
import { FieldHint } from './fields/field-hint.tsx';
import { useFormText } from './fields/use-form-text.ts';

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
  /** What is decided, under whose name the form is kept until it is: closed in any way it is offered again. */
  readonly form: string;
  /** What beside reason and name is still to be chosen, in words; null: nothing. */
  readonly unchosen?: string | null;
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
  form,
  unchosen = null,
  children,
  onOk,
  onCancel,
}: Props) {
  const reason = useFormText({ form, field: 'reason', initial: '', kind: 'reason' });
  const by = useFormText({ form, field: 'by', initial: name ?? '', kind: 'person' });
  const forget = useForms((state) => state.forget);
  const nameInput = useRef<InputRef>(null);
  const reasonInput = useRef<HTMLTextAreaElement>(null);
  useEffect(() => reasonInput.current?.focus(), []);
  const written = reason.value !== null && (name === null || by.value !== null);
  const ready = written && unchosen === null;
  const submit = () => {
    if (!ready || reason.value === null) {
      if (reason.value !== null) nameInput.current?.focus();
      return;
    }
    onOk({ reason: reason.value, by: by.value ?? '' });
    forget(form);
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
        <textarea {...reason.control} className="area" ref={reasonInput} aria-label={dialogText.reason} />
        <FieldHint fault={reason.fault} />
      </label>
      {name !== null && (
        <label>
          {dialogText.name}
          <Input
            {...by.control}
            ref={nameInput}
            placeholder={dialogText.namePlaceholder}
            aria-label={dialogText.name}
          />
          <FieldHint fault={by.fault} />
        </label>
      )}
      {written && unchosen !== null && (
        <p className="und" role="status">
          {unchosen}
        </p>
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
