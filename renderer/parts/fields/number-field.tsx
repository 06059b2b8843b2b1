import { useCallback, useId, type KeyboardEvent } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { figureText } from '#renderer/text/format.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { useGoOn } from './missing.ts';
import { addressKey, askedFor, useAnswer, type Address } from './address.ts';
import { defaultOf } from './default-of.ts';
import { CellOffer } from './figure-cells.tsx';
import { TypingHint } from './field-hint.tsx';
import { parseTyped, typedOf } from './parse-answer.ts';
import { readAnswer } from './read-draft.ts';
import { StepButton, useStepping } from './step-button.tsx';
import { textControl } from './text-control.ts';
import { useTyping } from './use-typing.ts';

interface Props {
  readonly field: FieldOf<'count'> | FieldOf<'quantity'> | FieldOf<'rate'>;
  readonly address: Address;
  readonly disabled: boolean;
}

/** A figure with its unit; counts can be stepped by buttons and arrow keys. */
export function NumberField({ field, address, disabled }: Props) {
  const id = useId();
  const { kind } = field;
  const unit = field.kind === 'rate' ? walkText.percentUnit : field.unit;
  const answer = useAnswer(address);
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const fallback = useInspection((inspection) => defaultOf(inspection, field, address));
  const saved = typedOf(kind, answer);
  const { clause, estate, field: fieldId } = address;
  const read = useCallback(
    (text: string) => readAnswer({ kind, unit }, { clause, estate, field: fieldId }, text),
    [kind, unit, clause, estate, fieldId],
  );
  const typing = useTyping({ name: addressKey(address), saved, read, disabled });
  const { fault } = typing;
  const parsed = parseTyped(kind, typing.text, unit);

  const { stepping, latest } = useStepping({
    read: () => {
      const from = 'fault' in parsed ? null : (parsed.value ?? fallback?.value ?? 0);
      return typeof from === 'number' ? from : null;
    },
    show: (figure) => typing.onChange(String(figure)),
    record: (figure) => typing.onCommit(String(figure)),
  });
  const goOn = useGoOn();
  const control = textControl(typing);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    control.onKeyDown(event);
    // The keys of an input method choose among its candidates.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      typing.onBlur();
      if (fault === null) goOn(event.currentTarget);
    } else if (kind === 'count' && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      stepping.step(event.key === 'ArrowUp' ? 1 : -1, latest);
    }
  };
  return (
    <div className="f" {...askedFor(address)}>
      <label htmlFor={id}>{field.label}</label>
      <span className={`figure${fault === null ? '' : ' wrong'}${pending ? ' pending' : ''} ${kind}`}>
        {kind === 'count' && <StepButton by={-1} disabled={disabled} stepping={stepping} stepped={latest} />}
        <input
          id={id}
          inputMode={kind === 'count' ? 'numeric' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          disabled={disabled}
          placeholder={fallback === null ? '' : figureText(fallback.text)}
          title={fault ?? (fallback === null || typing.text !== '' ? undefined : fallback.hint)}
          aria-describedby={fault === null ? undefined : `${id}-fault`}
          {...control}
          onChange={(event) => {
            stepping.drop();
            control.onChange(event);
          }}
          onKeyDown={onKeyDown}
          onKeyUp={() => stepping.release(latest)}
          onBlur={(event) => {
            stepping.release(latest);
            control.onBlur(event);
          }}
        />
        <u>{unit}</u>
        {kind === 'count' && <StepButton by={1} disabled={disabled} stepping={stepping} stepped={latest} />}
      </span>
      <TypingHint
        id={`${id}-fault`}
        typing={typing}
        hint={fallback !== null && typing.text === '' ? fallback.hint : field.hint}
        offer={<CellOffer typing={typing} address={address} />}
      />
    </div>
  );
}
