import { useCallback, useId, type KeyboardEvent } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { figureText } from '#renderer/text/format.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { addressKey, useAnswer, type Address } from './address.ts';
import { defaultOf } from './default-of.ts';
import { CellOffer } from './figure-cells.tsx';
import { TypingHint } from './field-hint.tsx';
import { parseTyped, typedOf } from './parse-answer.ts';
import { readAnswer } from './read-draft.ts';
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

  const step = (by: number) => {
    const from = 'fault' in parsed ? null : (parsed.value ?? fallback?.value ?? 0);
    if (typeof from !== 'number') return;
    const next = Math.max(0, from + by);
    typing.onChange(String(next));
    typing.onCommit(String(next));
  };
  const control = textControl(typing);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    control.onKeyDown(event);
    // The arrows of an input method choose among its candidates.
    if (kind !== 'count' || event.nativeEvent.isComposing || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown'))
      return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  };
  return (
    <div className="f">
      <label htmlFor={id}>{field.label}</label>
      <span className={`figure${fault === null ? '' : ' wrong'}${pending ? ' pending' : ''} ${kind}`}>
        {kind === 'count' && <StepButton by={-1} disabled={disabled} onStep={step} />}
        <input
          id={id}
          inputMode={kind === 'count' ? 'numeric' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          disabled={disabled}
          placeholder={fallback === null ? '' : figureText(fallback.text)}
          title={fault ?? (fallback === null || typing.text !== '' ? undefined : fallback.hint)}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : `${id}-fault`}
          {...control}
          onKeyDown={onKeyDown}
        />
        <u>{unit}</u>
        {kind === 'count' && <StepButton by={1} disabled={disabled} onStep={step} />}
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

function StepButton(props: { readonly by: 1 | -1; readonly disabled: boolean; readonly onStep: (by: number) => void }) {
  const { by, disabled, onStep } = props;
  return (
    <button
      type="button"
      className="step"
      tabIndex={-1}
      disabled={disabled}
      aria-label={by > 0 ? walkText.increase : walkText.decrease}
      onClick={() => onStep(by)}
    >
      <Icon name={by > 0 ? 'plus' : 'minus'} size={14} />
    </button>
  );
}
