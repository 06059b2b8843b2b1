import { useId } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { addressKey, type Address } from './address.ts';
import { TypingHint } from './field-hint.tsx';
import { textControl } from './text-control.ts';
import { useTextAnswer } from './use-text-answer.ts';

interface Props {
  readonly field: FieldOf<'text'>;
  readonly address: Address;
  readonly disabled: boolean;
  /** Whether the judgement has been given, so that its reason is due. */
  readonly open: boolean;
}

/** Why a judgement was given; under it, printed in the annex with it. */
export function ReasonField({ field, address, disabled, open }: Props) {
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const typing = useTextAnswer(address, disabled);
  const { fault } = typing;
  const id = useId();
  const due = open && typing.text.trim() === '' && fault === null;
  return (
    <div className="reason">
      <label htmlFor={id}>{field.label}</label>
      <textarea
        id={id}
        className={`area${pending ? ' pending' : ''}`}
        rows={1}
        disabled={disabled}
        {...textControl(typing)}
      />
      {due ? <small className="und">{walkText.reasonWanted}</small> : <TypingHint typing={typing} hint={field.hint} />}
    </div>
  );
}
