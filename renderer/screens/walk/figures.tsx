import { useState } from 'react';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Answer } from '#shared/facts/schema.ts';
import { useInspection, useNavigation, useSession } from '#renderer/stores/context.ts';
import { answerAt } from '#shared/facts/answer-at.ts';
import { clauseNumber, figureText } from '#renderer/text/format.ts';
import { indicatorOf } from '#shared/facts/target.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { addressKey, askedFor } from '#renderer/parts/fields/address.ts';
import { FieldView } from '#renderer/parts/fields/field-view.tsx';
import type { ForeignField } from '#renderer/parts/clause-refs.ts';

interface Props {
  readonly field: Field;
  readonly disabled: boolean;
}

/** A fact of the community that a clause uses: shown where known, asked for where not, changed on purpose only. */
export function CommunityFigure({ field, disabled }: Props) {
  const answer = useInspection((inspection) => inspection.facts.profile.facts[field.id] ?? null);
  const [changing, setChanging] = useState(false);
  const address = { clause: null, estate: null, field: field.id };
  const open = useSession((state) => state.typed[addressKey(address)] !== undefined);
  if (answer === null || changing || open) {
    return (
      <FieldView
        field={{ ...field, label: `${field.label}（${walkText.community}）` }}
        address={address}
        disabled={disabled}
      />
    );
  }
  return (
    <div className="f">
      <span className="label">
        {field.label}（{walkText.community}）
      </span>
      <span className="ro">
        <Figure field={field} answer={answer} />
        {!disabled && (
          <button type="button" className="change" onClick={() => setChanging(true)}>
            {walkText.change}
          </button>
        )}
      </span>
    </div>
  );
}

/** A figure that another clause states; it is changed there. */
export function ForeignFigure({ foreign }: { readonly foreign: ForeignField }) {
  const { clause, field } = foreign;
  const answer = useInspection((inspection) =>
    answerAt(inspection.facts, { clause, estate: null, field: field.id, option: null }),
  );
  const showIndicator = useNavigation((state) => state.showIndicator);
  return (
    <div className="f" {...askedFor({ clause, estate: null, field: field.id })}>
      <span className="label">{field.label}</span>
      <span className="ro">
        <Figure field={field} answer={answer} />
        <button type="button" className="change" onClick={() => showIndicator(indicatorOf(clause), clause)}>
          {walkText.fromClause(clauseNumber(clause))}
        </button>
      </span>
    </div>
  );
}

function Figure({ field, answer }: { readonly field: Field; readonly answer: Answer | null }) {
  if (answer === null) return <span className="und">{walkText.unknown}</span>;
  if (typeof answer === 'boolean') return <b>{answer ? walkText.holds : walkText.fails}</b>;
  if (Array.isArray(answer)) return <b>{answer.length}</b>;
  if (typeof answer === 'object') return <b>{Object.values(answer).filter(Boolean).length}</b>;
  return (
    <>
      <b className="num">{figureText(answer)}</b>
      {'unit' in field && ` ${field.unit}`}
    </>
  );
}
