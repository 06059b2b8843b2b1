import { useId } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useSession } from '#renderer/stores/context.ts';
import { addressKey, askedFor, type Address } from './address.ts';
import { TypingHint } from './field-hint.tsx';
import { textControl } from './text-control.ts';
import { useTextAnswer } from './use-text-answer.ts';

interface Props {
  readonly field: FieldOf<'text'>;
  readonly address: Address;
  readonly disabled: boolean;
}

/** A line of text. */
export function TextField({ field, address, disabled }: Props) {
  const id = useId();
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const typing = useTextAnswer(address, disabled);
  const { fault } = typing;
  return (
    <div className="f wide" {...askedFor(address)}>
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        className={`line${fault === null ? '' : ' wrong'}${pending ? ' pending' : ''}`}
        autoComplete="off"
        disabled={disabled}
        {...textControl(typing)}
      />
      <TypingHint typing={typing} hint={field.hint} />
    </div>
  );
}
