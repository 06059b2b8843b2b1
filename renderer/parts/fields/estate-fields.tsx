import type { Field } from '#shared/catalogue/field-schema.ts';
import { FieldView } from './field-view.tsx';

interface Props {
  readonly estate: string;
  readonly fields: readonly Field[];
  readonly disabled: boolean;
}

/** Facts of one 小区. */
export function EstateFields({ estate, fields, disabled }: Props) {
  return fields.map((field) => (
    <FieldView key={field.id} field={field} address={{ clause: null, estate, field: field.id }} disabled={disabled} />
  ));
}
