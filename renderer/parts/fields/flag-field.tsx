import { useId, useRef, type KeyboardEvent } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { addressKey, answerDraft, askedFor, useAnswer, type Address } from './address.ts';
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
    <div className="f" {...askedFor(address)}>
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

type Choice = (typeof CHOICES)[number];
const [YES, NO, UNKNOWN] = CHOICES;

const KEYS: Readonly<Record<string, Choice>> = {
  y: YES,
  是: YES,
  1: YES,
  否: NO,
  0: NO,
  delete: UNKNOWN,
  backspace: UNKNOWN,
};

/**
 * What a key answers; undefined: it is none of the flag's. ← and → are always the walk's; so is N where it led here, or
 * a click did, as the foot bar says. Only on a flag reached by Tab it answers 否.
 */
function meantBy(key: string, value: boolean | null, tabbed: boolean): Choice | undefined {
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const at = CHOICES.findIndex((choice) => choice.value === value);
  if (by !== 0) return CHOICES[(at + by + CHOICES.length) % CHOICES.length];
  const struck = key.toLowerCase();
  return struck === 'n' && tabbed ? NO : KEYS[struck];
}

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
  /** The focus came by a click, or by the walk: what is meant next is the indicator, whose keys go on being its own. */
  const clicked = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.nativeEvent.isComposing) return;
    const tabbed = !clicked.current && event.currentTarget.dataset['walked'] === undefined;
    const next = meantBy(event.key, value, tabbed);
    if (next === undefined) return;
    event.preventDefault();
    // Held down, a letter may have been struck for something else: it answers nothing by itself.
    if (event.repeat && !event.key.startsWith('Arrow')) return;
    onSet(next.value);
    const group = event.currentTarget;
    group.querySelector<HTMLElement>(`[data-look="${next.look}"]`)?.focus();
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
        onPointerDown={() => {
          clicked.current = true;
        }}
        onBlur={(event) => {
          if (event.currentTarget.contains(event.relatedTarget)) return;
          clicked.current = false;
          delete event.currentTarget.dataset['walked'];
        }}
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
