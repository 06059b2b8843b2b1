import type { Fold } from '#shared/log/fold.ts';
import { provisionalEvents, viewOf, type Writer } from './inspection-view.ts';
import type { Opened } from './opening.ts';
import type { Inspection, SessionState } from './session-types.ts';
import { stepsShown } from './steps-shown.ts';
import type { UndoStack } from './undo-stack.ts';
import type { Unsaved } from './unsaved.ts';

/** What is shown of an open inspection, but for how its saving goes. */
export type Snapshot = Pick<
  SessionState,
  | 'inspection'
  | 'unsaved'
  | 'unsavedKeys'
  | 'setAside'
  | 'typed'
  | 'accepted'
  | 'recovered'
  | 'window'
  | 'undoable'
  | 'redoable'
  | 'nextStep'
>;

/** What is in the journal, and what it was opened with. */
interface SavedPart extends Pick<Opened, 'id' | 'catalogue' | 'damage'> {
  readonly fold: Fold;
}

type UnsavedPart = Pick<Unsaved, 'entries' | 'typed' | 'accepted' | 'setAside' | 'recovered' | 'window'>;

/**
 * What is shown, from what is saved, what is not, and the steps that can be taken back: nothing else makes it. Parts that
 * are as in `before` keep their identity.
 */
export function snapshotOf(
  { fold, id, catalogue, damage }: SavedPart,
  { entries, typed, accepted, setAside, recovered, window }: UnsavedPart,
  steps: UndoStack,
  { writer, before }: { readonly writer: Writer; readonly before: Inspection | null },
): Snapshot {
  const provisional = provisionalEvents(fold, entries, writer);
  const inspection = viewOf({ id, catalogue, saved: fold, provisional, typed, damage }, before);
  return {
    inspection,
    unsaved: entries.length,
    unsavedKeys: new Set(entries.map((entry) => entry.key)),
    setAside,
    typed,
    accepted,
    recovered,
    window,
    ...stepsShown(steps, inspection),
  };
}
