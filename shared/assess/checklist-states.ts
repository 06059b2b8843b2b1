import type { Field } from '../catalogue/field-schema.ts';
import { foldName } from '../reading/fold-name.ts';
import type { Environment } from './environment.ts';
import type { Node, Scope } from './node.ts';
import type { ItemState } from './types.ts';
import { type Code, MET, plain, UNDETERMINED } from './verdict-code.ts';

/** Answered boxes by label; null while none is. */
export type Boxes = Readonly<Record<string, boolean>> | null;

export interface StateCount {
  readonly yes: number;
  /** Of the ticked, those whose own condition is unanswered: it may yet turn out that they do not apply. */
  readonly doubtful: number;
  readonly no: number;
  readonly unknown: number;
}

/** Reads the boxes of one checklist. */
export interface ChecklistStates {
  /** Further boxes may be named by the inspector. */
  readonly open: boolean;
  readonly count: (boxes: Boxes, env: Environment) => StateCount;
  readonly list: (boxes: Boxes, env: Environment) => readonly { readonly label: string; readonly state: ItemState }[];
}

const NONE: readonly string[] = [];

interface Box {
  readonly label: string;
  readonly when: Node | null;
}

/** Compiles the boxes of a checklist, or those of them that a rule names; named further ones count with all boxes. */
export function checklistStates(
  field: Field | null,
  items: readonly string[] | undefined,
  scope: Scope,
): ChecklistStates {
  const options = field?.kind === 'checklist' ? field.options : [];
  const boxes: Box[] = options
    .filter((option) => items === undefined || items.includes(option.label))
    .map(({ label, when }) => ({ label, when: when === undefined ? null : scope.rule(when, scope) }));
  const open = items === undefined && field?.kind === 'checklist' && field.others === true;
  const read = open ? readSpelt(boxes) : (answers: Boxes) => ({ answers, others: NONE });
  return {
    open,
    count: (given, env) => {
      const { answers, others } = read(given);
      return countStates(boxes, answers, env, others.length);
    },
    list: (given, env) => {
      const { answers, others } = read(given);
      return [
        ...boxes.map(({ label, when }) => ({
          label,
          state: stateOf(when === null ? MET : plain(when.judge(env)), answers?.[label]),
        })),
        ...others.map((label) => ({ label, state: 'yes' as const })),
      ];
    },
  };
}

/** The answers of the catalogue's own boxes, and the ticked further ones, each thing once. */
interface SpeltBoxes {
  readonly answers: Boxes;
  readonly others: readonly string[];
}

/**
 * Tells further boxes from the catalogue's own and from one another by their folded names: the same thing in another
 * spelling is no further one, and answers for its box while the box itself is unanswered.
 */
function readSpelt(boxes: readonly Box[]): (answers: Boxes) => SpeltBoxes {
  const own = new Set(boxes.map(({ label }) => label));
  const byName = new Map(boxes.map(({ label }) => [foldName(label), label]));
  return (answers) => {
    const further = answers === null ? NONE : Object.keys(answers).filter((label) => !own.has(label));
    if (answers === null || further.length === 0) return { answers, others: NONE };
    const spelt = new Map(Object.entries(answers));
    const others = new Map<string, string>();
    for (const label of further) {
      const name = foldName(label);
      const box = byName.get(name);
      if (box === undefined) {
        if (answers[label] === true && name !== '' && !others.has(name)) others.set(name, label);
      } else if (!spelt.has(box)) spelt.set(box, answers[label] === true);
    }
    return { answers: Object.fromEntries(spelt), others: [...others.values()] };
  };
}

function countStates(boxes: readonly Box[], answers: Boxes, env: Environment, others: number): StateCount {
  let yes = others;
  let doubtful = 0;
  let no = 0;
  let unknown = 0;
  for (const { label, when } of boxes) {
    const applies = when === null ? MET : plain(when.judge(env));
    const state = stateOf(applies, answers?.[label]);
    if (state === 'unknown') unknown += 1;
    else if (state === 'no') no += 1;
    else if (state === 'yes') {
      yes += 1;
      if (applies === UNDETERMINED) doubtful += 1;
    }
  }
  return { yes, doubtful, no, unknown };
}

/** A tick also says that the thing is there; a "no" means nothing until we know that the box applies. */
function stateOf(applies: Code, answer: boolean | undefined): ItemState {
  if (applies !== MET && applies !== UNDETERMINED) return 'notApplicable';
  if (answer === true) return 'yes';
  return answer === false && applies === MET ? 'no' : 'unknown';
}
