import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Address } from './address.ts';
import { ChecklistField } from './checklist-field.tsx';
import { EntriesField } from './entries-field.tsx';
import { FlagField } from './flag-field.tsx';
import { NumberField } from './number-field.tsx';
import { TextField } from './text-field.tsx';

interface Props {
  readonly field: Field;
  readonly address: Address;
  readonly disabled: boolean;
  readonly notApplicable?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** A 填报项 by its kind. */
export function FieldView({ field, address, disabled, notApplicable = NONE }: Props) {
  switch (field.kind) {
    case 'count':
    case 'quantity':
    case 'rate':
      return <NumberField field={field} address={address} disabled={disabled} />;
    case 'flag':
      return <FlagField field={field} address={address} disabled={disabled} />;
    case 'text':
      return <TextField field={field} address={address} disabled={disabled} />;
    case 'checklist':
      return <ChecklistField field={field} address={address} disabled={disabled} notApplicable={notApplicable} />;
    case 'entries':
      return <EntriesField field={field} address={address} disabled={disabled} />;
  }
}
