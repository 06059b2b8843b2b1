import type { Explanation } from '#shared/assess/types.ts';
import type { Clause } from '#shared/catalogue/schema.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';
import { reasonFieldOf, reasonIdsOf } from '#shared/catalogue/reasons.ts';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { addressKey, useAnswer, type Address } from '#renderer/parts/fields/address.ts';
import { FlagField } from '#renderer/parts/fields/flag-field.tsx';
import { FieldView } from '#renderer/parts/fields/field-view.tsx';
import { refsOf } from '#renderer/parts/clause-refs.ts';
import { notApplicableBoxes } from './not-applicable.ts';
import { isRatioCounted } from './ratio-counted.ts';

interface Props {
  readonly clause: Clause;
  readonly estate: string | null;
  /** How the result came about, for the community or this 小区. */
  readonly data: Explanation | undefined;
  readonly disabled: boolean;
}

/** The clause's own fields, for the community or for one 小区. */
export function OwnFields({ clause, estate, data, disabled }: Props) {
  const reasons = reasonIdsOf(clause.fields);
  const asked = clause.fields.filter((field) => !reasons.has(field.id));
  return asked.map((field) =>
    field.kind === 'rate' ? (
      <DeclaredRate key={field.id} clause={clause} field={field} estate={estate} data={data} disabled={disabled} />
    ) : (
      <OwnField key={field.id} clause={clause} field={field} estate={estate} data={data} disabled={disabled} />
    ),
  );
}

type FieldProps = Props & { readonly field: Field };

function OwnField({ clause, field, estate, disabled }: FieldProps) {
  const off = useInspection((inspection) => notApplicableBoxes(inspection, clause.id, estate, field));
  const address = { clause: clause.id, estate, field: field.id };
  if (field.kind === 'flag') {
    const reason = reasonFieldOf(clause.fields, field);
    return <FlagField field={field} address={address} disabled={disabled} reason={reason} />;
  }
  return (
    <FieldView
      field={field}
      address={address}
      disabled={disabled}
      notApplicable={new Set(off === '' ? [] : off.split('\n'))}
    />
  );
}

/** A declared rate is asked only while its counts are missing; one that was given is shown, and that it no longer counts. */
function DeclaredRate({ clause, field, estate, data, disabled }: FieldProps) {
  const address: Address = { clause: clause.id, estate, field: field.id };
  const answer = useAnswer(address);
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const label = refsOf(catalogue, clause).declared.get(field.id) ?? null;
  const counted = data !== undefined && isRatioCounted(data, label);
  const open = useSession((state) => state.typed[addressKey(address)] !== undefined);
  if (!counted || open) return <FieldView field={field} address={address} disabled={disabled} />;
  if (typeof answer !== 'string') return null;
  return (
    <div className="f">
      <span className="label">{field.label}</span>
      <span className="ro spare">{answer}</span>
      <small>{walkText.rateUnused}</small>
    </div>
  );
}
