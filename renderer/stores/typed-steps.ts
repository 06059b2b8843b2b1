import * as v from 'valibot';
import type { Facts } from '#shared/facts/schema.ts';
import { answerAt } from '#shared/facts/answer-at.ts';
import { invalidEntriesIn, type InvalidEntry, type TypedPlace } from './typed-keys.ts';
import type { StepPlace } from './step-report.ts';

/** What 撤销 or 重做 does to a text that stands in a field without being recorded. */
export interface TypedStep {
  readonly key: string;
  /** The text that is put into the field again; null: the saved value is. */
  readonly text: string | null;
  readonly place: StepPlace;
}

/** What stands in the fields, and how many saved steps there are to bring again. */
interface Now {
  readonly typed: Readonly<Record<string, string>>;
  readonly facts: Facts;
  readonly redoable: number;
  /** The field in which the step is asked for; null: in none. */
  readonly key: string | null;
}

/**
 * A text that is no valid value is taken back before anything saved is, and can be brought again as long as nothing was
 * recorded since.
 */
export class TypedSteps {
  #gone: { readonly entry: InvalidEntry; readonly redoable: number }[] = [];

  /** How many texts can be brought again. */
  get redoable(): number {
    return this.#gone.length;
  }

  clear(): void {
    this.#gone = [];
  }

  /** The step that comes next among the texts, of the field with this key where it holds one; null: it is a saved one's turn. */
  take(step: 'undo' | 'redo', { typed, facts, redoable, key }: Now): TypedStep | null {
    if (step === 'undo') {
      const entries = invalidEntriesIn(typed);
      const entry = entries.find((one) => one.key === key) ?? entries.at(-1);
      if (entry === undefined) return null;
      this.#gone.push({ entry, redoable });
      return { key: entry.key, text: null, place: stepPlaceOf(facts, entry) };
    }
    const last = this.#gone.at(-1);
    // What was taken back before it comes first again.
    if (last === undefined || last.redoable !== redoable) return null;
    this.#gone.pop();
    const { register, from, to } = stepPlaceOf(facts, last.entry);
    return { key: last.entry.key, text: last.entry.text, place: { register, from: to, to: from } };
  }
}

/** From the text in the field to what is saved there. */
export function stepPlaceOf(facts: Facts, { place, text }: InvalidEntry): StepPlace {
  return { register: place, from: wordsIn(text), to: savedAt(facts, place) };
}

const Rows = v.object({ rows: v.array(v.object({ typed: v.record(v.string(), v.string()) })), fresh: v.string() });

/** The texts of a list's rows are kept together. */
function wordsIn(text: string): string {
  const rows = v.safeParse(v.pipe(v.string(), v.parseJson(), Rows), text);
  if (!rows.success) return text;
  const texts = [...rows.output.rows.flatMap(({ typed }) => Object.values(typed)), rows.output.fresh];
  return texts.filter((one) => one !== '').join('、');
}

function savedAt(facts: Facts, place: TypedPlace): unknown {
  switch (place.of) {
    case 'answer':
      return answerAt(facts, place);
    case 'note':
      return facts.notes[place.indicator] ?? null;
    case 'narrative':
      return facts.narratives[place.indicator] ?? null;
    case 'estate':
      return facts.estates.find(({ id }) => id === place.estate)?.name ?? null;
    case 'evidence':
      return facts.evidence.find(({ id }) => id === place.id)?.caption ?? null;
  }
}
