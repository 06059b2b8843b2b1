import { useCallback, useId } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useSession } from '#renderer/stores/context.ts';
import { addressKey, answerDraft, useAnswer, type Address } from './address.ts';
import { FieldHint } from './number-field.tsx';
import { parseTyped, typedOf } from './parse-answer.ts';
import { useTyping } from './use-typing.ts';

interface Props {
  readonly field: FieldOf<'text'>;
  readonly address: Address;
  readonly disabled: boolean;
}

/** A line of text. */
export function TextField({ field, address, disabled }: Props) {
  const id = useId();
  const answer = useAnswer(address);
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const { clause, estate, field: fieldId } = address;
  const draftOf = useCallback(
    (text: string) => {
      const parsed = parseTyped('text', text);
      return 'fault' in parsed ? null : answerDraft({ clause, estate, field: fieldId }, parsed.value);
    },
    [clause, estate, fieldId],
  );
  const typing = useTyping({ name: addressKey(address), saved: typedOf('text', answer), draftOf });
  const parsed = parseTyped('text', typing.text);
  const fault = 'fault' in parsed ? parsed.fault : null;
  return (
    <div className="f wide">
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        className={`line${fault === null ? '' : ' wrong'}${pending ? ' pending' : ''}`}
        autoComplete="off"
        disabled={disabled}
        value={typing.text}
        aria-invalid={fault !== null}
        onChange={(event) => typing.onChange(event.target.value)}
        onCompositionStart={typing.onCompositionStart}
        onCompositionEnd={typing.onCompositionEnd}
        onBlur={typing.onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <FieldHint fault={fault} hint={field.hint} />
    </div>
  );
}
