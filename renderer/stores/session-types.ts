import type { Assessment } from '#shared/assess/types.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { InspectionInfo } from '#shared/host/records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import type { Acceptance } from '#shared/log/readiness.ts';
import type { Failure } from '#shared/result.ts';
import type { SetAside } from './set-aside.ts';
import type { InvalidEntry } from './typed-keys.ts';
import type { StepPlace, StepReport } from './step-report.ts';

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
  /** Names this window in the events that it writes. */
  readonly window: string;
  /** What the journal does not take, to be mended or given up; 定稿 waits for it. */
  readonly setAside: readonly SetAside[];
  readonly undoable: number;
  readonly redoable: number;
  /** What the next of each would do, place by place. */
  readonly nextStep: { readonly undo: readonly StepPlace[]; readonly redo: readonly StepPlace[] };
  /** The last one that was asked for. */
  readonly step: StepReport | null;
  /** How many entries of a previous, interrupted run were taken up again at opening. */
  readonly recovered: number;
  readonly dismissRecovered: () => void;
  /** The index held other contents than the journal and was read again while the inspection was open. */
  readonly indexMended: boolean;
  readonly dismissMended: () => void;
  /** Text that stands in fields and forms without being recorded, by the key of its place (`typed-keys.ts`). */
  readonly typed: Readonly<Record<string, string>>;
  /** 待核 indicators that somebody accepted for the 定稿 to come, kept as what is typed is. */
  readonly accepted: readonly Acceptance[];
  readonly accept: (indicators: readonly number[], reason: string) => void;
  readonly withdraw: (indicator: number) => void;

  readonly open: (id: InspectionId) => Promise<void>;
  readonly close: () => Promise<void>;
  /**
   * Shows the changes at once and sends them on, in order. Resolves when they are saved or have failed. Changes with the
   * same `stretch`, one behind the other, are taken back together.
   */
  readonly record: (drafts: readonly Draft[], stretch?: object) => Promise<void>;
  /**
   * Keeps what is being typed against a crash; `draft` is the change it would be, null while it is not valid. With the
   * `stretch` of its changes it says how long the writer sees their own text and nothing of others.
   */
  readonly keepTyping: (key: string, text: string, draft: Draft | null, stretch?: object) => void;
  /** Keeps a text that its field was left with, or that a form holds: it is shown again until recorded or dropped. */
  readonly holdTyping: (key: string, text: string) => void;
  /** Forgets typed text that was emptied or given up. */
  readonly dropTyping: (key: string) => void;
  /** Records the drafts that something set aside was mended to. */
  readonly mend: (id: number, drafts: readonly Draft[]) => Promise<void>;
  /** Gives up something that was set aside. */
  readonly giveUp: (id: number) => void;
  readonly retry: () => Promise<void>;
  /** Gives up what could not be saved; the screen shows the saved values again. */
  readonly discardUnsaved: () => Promise<void>;
  /** A text that is no valid value goes before anything saved; of several that in the field with this `key`. */
  readonly undo: (key?: string) => Promise<void>;
  readonly redo: () => Promise<void>;
  /** Takes in events that the host appended by itself (定稿, 公示). */
  readonly refresh: () => Promise<void>;
}
