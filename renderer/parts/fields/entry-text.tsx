import { useId } from 'react';
import type { askedOfEntry } from './address.ts';
import { FieldHint } from './field-hint.tsx';
import { LineFault, lineControl, type LineText, type SplitOffer } from './line-text.tsx';

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly line: LineText;
  readonly disabled: boolean;
  /** What is offered for a text of several lines; null: nothing. */
  readonly offer: SplitOffer | null;
  readonly asked?: ReturnType<typeof askedOfEntry>;
}

/** Typed text within a list's row. */
export function EntryText({ label, unit, line, disabled, offer, asked }: Props) {
  const id = useId();
  return (
    <div className="f" {...asked}>
      <label htmlFor={id}>
        {label}
        {unit === '' ? '' : `（${unit}）`}
      </label>
      <input
        id={id}
        className={`line${line.fault === null ? '' : ' wrong'}`}
        autoComplete="off"
        disabled={disabled}
        aria-describedby={line.fault === null ? undefined : `${id}-fault`}
        {...lineControl(line)}
      />
      {line.fault === null ? <FieldHint fault={null} /> : <LineFault id={`${id}-fault`} line={line} offer={offer} />}
    </div>
  );
}
