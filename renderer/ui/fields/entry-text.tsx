import { useId, useState } from 'react';
import type { Answer, Entry } from '#shared/facts/schema.ts';
import { FieldHint } from './number-field.tsx';
import { parseTyped, typedOf, type TypedKind } from './parse-answer.ts';

interface Props {
  readonly kind: TypedKind;
  readonly label: string;
  readonly unit: string;
  readonly value: Answer | null;
  readonly disabled: boolean;
  readonly onSet: (value: Exclude<Answer, Entry[]> | null) => void;
}

/** Typed text within a list's row: taken when the field is left, as the whole list is one value. */
export function EntryText({ kind, label, unit, value, disabled, onSet }: Props) {
  const id = useId();
  const saved = typedOf(kind, value);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? saved;
  const parsed = parseTyped(kind, text, unit);
  const fault = 'fault' in parsed ? parsed.fault : null;
  const leave = () => {
    if ('fault' in parsed || Array.isArray(parsed.value)) return;
    setTyped(null);
    if (text !== saved) onSet(parsed.value);
  };
  return (
    <div className="f">
      <label htmlFor={id}>
        {label}
        {unit === '' ? '' : `（${unit}）`}
      </label>
      <input
        id={id}
        className={`line${fault === null ? '' : ' wrong'}`}
        autoComplete="off"
        disabled={disabled}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) leave();
        }}
      />
      <FieldHint fault={fault} />
    </div>
  );
}
