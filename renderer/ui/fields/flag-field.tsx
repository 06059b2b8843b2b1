import { useId, type KeyboardEvent } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { addressKey, answerDraft, useAnswer, type Address } from './address.ts';
import { FieldHint } from './field-hint.tsx';
import { ReasonField } from './reason-field.tsx';

interface Props {
  readonly field: FieldOf<'flag'>;
  readonly address: Address;
  readonly disabled: boolean;
  /** Where the reason of the judgement goes; null: there is no such place. */
  readonly reason?: FieldOf<'text'> | null;
}

/** Yes, no, or not answered yet. */
export function FlagField({ field, address, disabled, reason = null }: Props) {
  const record = useSession((state) => state.record);
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const answer = useAnswer(address);
  const value = typeof answer === 'boolean' ? answer : null;
  return (
    <div className="f">
      <Flag
        label={field.label}
        value={value}
        disabled={disabled}
        pending={pending}
        onSet={(next) => void record([answerDraft(address, next)])}
      />
      <FieldHint
        fault={null}
        hint={field.reasonWanted === true && reason === null ? walkText.reasonInNote : field.hint}
      />
      {reason !== null && (
        <ReasonField
          field={reason}
          address={{ ...address, field: reason.id }}
          disabled={disabled}
          open={value !== null}
        />
      )}
    </div>
  );
}

const CHOICES = [
  { value: true, word: walkText.holds, look: 'yes' },
  { value: false, word: walkText.fails, look: 'no' },
  { value: null, word: walkText.unknown, look: 'unknown' },
] as const;

interface FlagProps {
  readonly label: string;
  readonly value: boolean | null;
  readonly disabled: boolean;
  readonly pending: boolean;
  readonly onSet: (value: boolean | null) => void;
}

/** The three choices side by side, as one radio group. */
export function Flag({ label, value, disabled, pending, onSet }: FlagProps) {
  const id = useId();
  const move = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    const at = CHOICES.findIndex((choice) => choice.value === value);
    const next = CHOICES[(at + by + CHOICES.length) % CHOICES.length];
    if (next === undefined) return;
    onSet(next.value);
    const group = event.currentTarget;
    group.querySelector<HTMLElement>(`[data-look="${next.look}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowDown') move(event, 1);
    if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') move(event, -1);
  };
  return (
    <>
      <label id={id}>{label}</label>
      <div
        className={`flag${pending ? ' pending' : ''}`}
        role="radiogroup"
        tabIndex={-1}
        aria-labelledby={id}
        onKeyDown={onKeyDown}
      >
        {CHOICES.map((choice) => (
          <button
            key={choice.look}
            type="button"
            role="radio"
            data-look={choice.look}
            aria-checked={value === choice.value}
            tabIndex={value === choice.value ? 0 : -1}
            disabled={disabled}
            onClick={() => onSet(choice.value)}
          >
            {choice.word}
          </button>
        ))}
      </div>
    </>
  );
}
