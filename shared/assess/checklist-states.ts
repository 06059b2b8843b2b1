import type { Field } from '../catalogue/field-schema.ts';
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
  const known = new Set(boxes.map((box) => box.label));
  const others = (answers: Boxes): readonly string[] =>
    open && answers !== null
      ? Object.keys(answers).filter((label) => answers[label] === true && !known.has(label))
      : NONE;
  return {
    open,
    count: (answers, env) => countStates(boxes, answers, env, others(answers).length),
    list: (answers, env) => [
      ...boxes.map(({ label, when }) => ({
        label,
        state: stateOf(when === null ? MET : plain(when.judge(env)), answers?.[label]),
      })),
      ...others(answers).map((label) => ({ label, state: 'yes' as const })),
    ],
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
