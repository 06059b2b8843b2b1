import type { Inspection, SessionState } from './session-types.ts';
import { stepPlaceOf } from './typed-steps.ts';
import type { UndoStack } from './undo-stack.ts';

/** What can be taken back and brought again, the texts that are no valid value first; nothing of what is finalised. */
export function stepsShown(
  steps: UndoStack,
  view: Inspection | null,
): Pick<SessionState, 'undoable' | 'redoable' | 'nextStep'> {
  if (view === null || view.finalised) return { undoable: 0, redoable: 0, nextStep: { undo: [], redo: [] } };
  const last = view.invalid.at(-1);
  return {
    undoable: steps.undoable + view.invalid.length,
    redoable: steps.redoable,
    nextStep: last === undefined ? steps.next : { ...steps.next, undo: [stepPlaceOf(view.facts, last)] },
  };
}
