import type { ClauseResult, Explanation } from '#shared/assess/types.ts';
import { explain } from '#shared/assess/explain.ts';
import { ESTATE_LIST } from '#shared/assess/operand-estates.ts';
import type { Clause } from '#shared/catalogue/schema.ts';
import type { Estate } from '#shared/facts/schema.ts';
import { useInspection, useNavigation } from '#renderer/stores/context.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { VerdictTag } from '#renderer/ui/verdict.tsx';
import { Arithmetic } from './arithmetic.tsx';
import { refsOf } from '#renderer/parts/clause-refs.ts';
import { estatesNodeOf, standingOf, type EstateStanding } from './estate-parts.ts';
import { CommunityFigure, ForeignFigure } from './figures.tsx';
import { FigurePlaces } from '#renderer/parts/fields/figure-cells.tsx';
import { figurePlaces } from '#renderer/parts/fields/figure-places.ts';
import { EstateFields } from '#renderer/parts/fields/estate-fields.tsx';
import { OwnFields } from './own-fields.tsx';

interface Props {
  readonly clause: Clause;
  readonly result: ClauseResult;
  readonly disabled: boolean;
}

/** All that is asked for a clause: once, or in one block for every 小区. */
export function ClauseBody({ clause, result, disabled }: Props) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const refs = refsOf(catalogue, clause);
  const perEstate = clause.each !== undefined;
  const places = [
    ...figurePlaces(refs.community, { clause: null, estate: null }),
    ...(perEstate ? [] : figurePlaces(clause.fields, { clause: clause.id, estate: null })),
  ];
  return (
    <div className="body">
      {(refs.community.length > 0 || refs.foreign.length > 0 || !perEstate) && (
        <FigurePlaces value={places}>
          <div className="fields">
            {refs.community.map((field) => (
              <CommunityFigure key={field.id} field={field} disabled={disabled} />
            ))}
            {refs.foreign.map((foreign) => (
              <ForeignFigure key={`${foreign.clause}.${foreign.field.id}`} foreign={foreign} />
            ))}
            {!perEstate && <OwnFields clause={clause} estate={null} data={result.data} disabled={disabled} />}
          </div>
        </FigurePlaces>
      )}
      {perEstate && <EstateBlocks clause={clause} data={result.data} disabled={disabled} />}
      {!perEstate && refs.estate.length > 0 && <EstateFacts clause={clause} disabled={disabled} />}
    </div>
  );
}

interface BlocksProps {
  readonly clause: Clause;
  readonly data: Explanation;
  readonly disabled: boolean;
}

function EstateBlocks({ clause, data, disabled }: BlocksProps) {
  const estates = useInspection((inspection) => inspection.facts.estates);
  if (estates.length === 0) return <NoEstates />;
  const node = estatesNodeOf(data);
  return estates.map((estate) => (
    <EstateBlock
      key={estate.id}
      clause={clause}
      estate={estate}
      standing={standingOf(node, estate.id)}
      disabled={disabled}
    />
  ));
}

interface BlockProps {
  readonly clause: Clause;
  readonly estate: Estate;
  readonly standing: EstateStanding;
  readonly disabled: boolean;
}

function EstateBlock({ clause, estate, standing, disabled }: BlockProps) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const { estate: facts } = refsOf(catalogue, clause);
  const part = standing.is === 'judged' ? standing.part : undefined;
  const places = [
    ...figurePlaces(facts, { clause: null, estate: estate.id }),
    ...figurePlaces(clause.fields, { clause: clause.id, estate: estate.id }),
  ];
  return (
    <section className="estate" aria-label={`${clauseNumber(clause.id)} ${estate.name}`}>
      <header>
        <b>{estate.name}</b>
        {part !== undefined && <VerdictTag verdict={part.verdict} small />}
        {standing.is === 'outside' && <span className="say">{walkText.notJudged}</span>}
        {standing.is === 'unsure' && <span className="say und">{walkText.notSure}</span>}
      </header>
      <FigurePlaces value={places}>
        <div className="fields">
          <EstateFields estate={estate.id} fields={facts} disabled={disabled} />
          {part !== undefined && <OwnFields clause={clause} estate={estate.id} data={part} disabled={disabled} />}
        </div>
      </FigurePlaces>
      {part !== undefined && (
        <p className="calc">
          <Arithmetic text={explain(part)} />
        </p>
      )}
    </section>
  );
}

/** Facts of every 小区 that a clause of the whole community adds up. */
function EstateFacts({ clause, disabled }: { readonly clause: Clause; readonly disabled: boolean }) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const estates = useInspection((inspection) => inspection.facts.estates);
  const { estate: facts } = refsOf(catalogue, clause);
  if (estates.length === 0) return <NoEstates />;
  return estates.map((estate) => (
    <section className="estate" key={estate.id} aria-label={`${clauseNumber(clause.id)} ${estate.name}`}>
      <header>
        <b>{estate.name}</b>
        <span className="say">{walkText.estateFacts}</span>
      </header>
      <FigurePlaces value={figurePlaces(facts, { clause: null, estate: estate.id })}>
        <div className="fields">
          <EstateFields estate={estate.id} fields={facts} disabled={disabled} />
        </div>
      </FigurePlaces>
    </section>
  ));
}

function NoEstates() {
  const editProfile = useNavigation((state) => state.editProfile);
  return (
    <div className="estate none" data-asked={ESTATE_LIST}>
      <span>{walkText.noEstates}</span>
      <button type="button" className="btn" onClick={() => editProfile(true)}>
        {walkText.addEstates}
      </button>
    </div>
  );
}
