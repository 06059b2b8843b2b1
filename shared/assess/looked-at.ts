import type { Field } from '../catalogue/field-schema.ts';
import { type Piece, piecesIn, type Whole } from '../catalogue/references.ts';
import type { Indicator } from '../catalogue/schema.ts';
import { readSlot } from '../catalogue/template.ts';
import type { FieldIndex } from './reference.ts';

/** What judging and wording an indicator may look at. (Its `checks` belong to the 数据核对, which looks at all facts.) */
export interface LookedAt {
  /** Clauses by id. */
  readonly clauses: ReadonlySet<string>;
  readonly estates: boolean;
}

/**
 * Everything that an indicator may look at: its own clauses, and what the names in its rules, defaults and templates
 * lead to, however far. A clause that is named counts with all that it is made of.
 */
export function lookedAt({ clauses: own, narrative }: Indicator, index: FieldIndex): LookedAt {
  const seen = new Seen(index);
  for (const { id } of own) seen.openClause(id);
  for (const line of narrative) {
    seen.openClause(line.clause);
    seen.open({ is: 'line', line }, line.clause);
  }
  return seen;
}

class Seen implements LookedAt {
  readonly clauses = new Set<string>();
  readonly #fields = new Set<Field>();
  readonly #index: FieldIndex;
  estates = false;

  constructor(index: FieldIndex) {
    this.#index = index;
  }

  openClause(id: string): void {
    const clause = this.#index.clauses.get(id);
    if (clause === undefined || this.clauses.has(id)) return;
    this.clauses.add(id);
    if (clause.each !== undefined) this.estates = true;
    this.open({ is: 'clause', clause }, id);
  }

  /** `home`: what names without a prefix belong to. */
  open(whole: Whole, home: string): void {
    for (const piece of piecesIn(whole)) {
      if (isOfEstates(piece)) this.estates = true;
      if (piece.is === 'ref') this.#follow(piece.ref.includes('.') ? piece.ref : `${home}.${piece.ref}`);
    }
  }

  #follow(ref: string): void {
    const [home = '', name] = ref.split('.');
    if (home === 'estate') this.estates = true;
    if (home !== 'estate' && home !== 'profile') return this.openClause(home);
    const field = this.#index[home].find(({ id }) => id === name);
    if (field === undefined || this.#fields.has(field)) return;
    this.#fields.add(field);
    this.open({ is: 'field', field }, home);
  }
}

function isOfEstates(piece: Piece): boolean {
  if (piece.is === 'slot') return readSlot(piece.slot).is === 'estates';
  return piece.is === 'operand' && typeof piece.operand === 'object' && piece.operand.of === 'estates';
}
