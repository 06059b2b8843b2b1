import type { Assessment } from '#shared/assess/types.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { InspectionInfo } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/event.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import type { Failure } from '#shared/result.ts';
import type { InvalidEntry } from './typed-keys.ts';

/** What the one fixed place in the header says. `at` is when host and index both had it. */
export type SaveState =
  | { readonly is: 'saved'; readonly at: number | null }
  | { readonly is: 'saving' }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

export type SessionPhase =
  | { readonly is: 'closed' }
  | { readonly is: 'opening'; readonly step: 'reading' | 'rebuilding'; readonly done: number; readonly total: number }
  | { readonly is: 'failed'; readonly inspection: InspectionId; readonly failure: Failure<ErrorCode> }
  | { readonly is: 'open' };

/** An inspection as it stands on screen: what the journal says, plus what is on its way there. */
export interface Inspection {
  readonly id: InspectionId;
  readonly catalogue: Catalogue;
  /** History, conflicts, 定稿, published notices; `folded.history` includes what is on its way. */
  readonly folded: FoldedInspection;
  readonly facts: Facts;
  /** What stands in fields and is no valid value of them; of a finalised inspection none. */
  readonly invalid: readonly InvalidEntry[];
  /** The verdict, in which no place of `invalid` has an answer. */
  readonly assessment: Assessment;
  readonly sample: boolean;
  /** 已定稿: answers can't change until it is taken back in 公示. */
  readonly finalised: boolean;
  readonly damage: InspectionInfo['damage'];
}

export interface SessionState {
  readonly phase: SessionPhase;
  readonly inspection: Inspection | null;
  readonly save: SaveState;
  /** Changes on screen that no acknowledgement covers yet. */
  readonly unsaved: number;
  /** Register keys of those changes, to mark the fields concerned. */
  readonly unsavedKeys: ReadonlySet<string>;
  readonly undoable: number;
  readonly redoable: number;
  /** How many entries of a previous, interrupted run were taken up again at opening. */
  readonly recovered: number;
  readonly dismissRecovered: () => void;
  /** Text that stands in fields and forms without being recorded, by the key of its place (`typed-keys.ts`). */
  readonly typed: Readonly<Record<string, string>>;

  readonly open: (id: InspectionId) => Promise<void>;
  readonly close: () => Promise<void>;
  /**
   * Shows the changes at once and sends them on, in order. Resolves when they are saved or have failed. Changes with the
   * same `stretch`, one behind the other, are taken back together.
   */
  readonly record: (drafts: readonly Draft[], stretch?: object) => Promise<void>;
  /** Keeps what is being typed against a crash; `draft` is the change it would be, null while it is not valid. */
  readonly keepTyping: (key: string, text: string, draft: Draft | null) => void;
  /** Keeps a text that its field was left with, or that a form holds: it is shown again until recorded or dropped. */
  readonly holdTyping: (key: string, text: string) => void;
  /** Forgets typed text that was emptied or given up. */
  readonly dropTyping: (key: string) => void;
  readonly retry: () => Promise<void>;
  /** Gives up what could not be saved; the screen shows the saved values again. */
  readonly discardUnsaved: () => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  /** Takes in events that the host appended by itself (定稿, 公示). */
  readonly refresh: () => Promise<void>;
}
