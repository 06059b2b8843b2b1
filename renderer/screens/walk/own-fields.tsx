import type { Clause } from '#shared/catalogue/schema.ts';
import type { Field } from '#shared/catalogue/field-schema.ts';
import { answerAt } from '#renderer/stores/inverse.ts';
import { useInspection } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import type { Address } from './fields/address.ts';
import { defaultOf, placeOf } from './fields/default-of.ts';
import { FieldView } from './fields/field-view.tsx';
import { refsOf } from './clause-refs.ts';
import { notApplicableBoxes } from './not-applicable.ts';

interface Props {
  readonly clause: Clause;
  readonly estate: string | null;
  readonly disabled: boolean;
}

/** The clause's own fields, for the community or for one 小区. */
export function OwnFields({ clause, estate, disabled }: Props) {
  return clause.fields.map((field) =>
    field.kind === 'rate' ? (
      <DeclaredRate key={field.id} clause={clause} field={field} estate={estate} disabled={disabled} />
    ) : (
      <OwnField key={field.id} clause={clause} field={field} estate={estate} disabled={disabled} />
    ),
  );
}

type FieldProps = Props & { readonly field: Field };

function OwnField({ clause, field, estate, disabled }: FieldProps) {
  const off = useInspection((inspection) => notApplicableBoxes(inspection, clause.id, estate, field));
  const address = { clause: clause.id, estate, field: field.id };
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
function DeclaredRate({ clause, field, estate, disabled }: FieldProps) {
  const address: Address = { clause: clause.id, estate, field: field.id };
  const answer = useInspection((inspection) => answerAt(inspection.facts, { ...address, option: null }));
  const counted = useInspection((inspection) => {
    const refs = refsOf(inspection.catalogue, clause).counts.get(field.id) ?? [];
    return (
      refs.length === 2 &&
      refs.every((ref) => {
        const place = placeOf(ref, address);
        const source = clause.fields.find((candidate) => candidate.id === place.field && place.clause === clause.id);
        const own = answerAt(inspection.facts, { ...place, option: null });
        return own !== null || (source !== undefined && defaultOf(inspection, source, place) !== null);
      })
    );
  });
  if (!counted) return <FieldView field={field} address={address} disabled={disabled} />;
  if (answer === null) return null;
  return (
    <div className="f">
      <span className="label">{field.label}</span>
      <span className="ro spare" title={walkText.rateUnused}>
        {String(answer)}
      </span>
      <small>{walkText.rateUnused}</small>
    </div>
  );
}
