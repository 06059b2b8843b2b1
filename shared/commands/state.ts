import * as v from 'valibot';
import { InspectionId } from '../ids.ts';

/** The screens of the window, in the order of its rail. */
export const SCREENS = ['projects', 'walk', 'board', 'publish', 'sync', 'safety', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

/** The two shells; some keys and menu items exist in one of them only. */
export type Edition = 'electron' | 'browser';

/** An inspection that was opened lately, under the name it then had. */
export const RecentInspection = v.strictObject({
  inspection: InspectionId,
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
});
export type RecentInspection = v.InferOutput<typeof RecentInspection>;

/** As many recent inspections as a menu can show with a digit before each. */
export const RECENT_LIMIT = 9;

/** All that decides which commands can be given: the window reports it, menus and keys go by it. */
export const CommandState = v.strictObject({
  screen: v.picklist(SCREENS),
  /** Whether an inspection is open, and whether it is 定稿. */
  inspection: v.boolean(),
  finalised: v.boolean(),
  undoable: v.boolean(),
  redoable: v.boolean(),
  /** Whether a notice is on screen that can be printed now. */
  printable: v.boolean(),
  /** Whether a dialog waits for its answer. */
  dialog: v.boolean(),
  recent: v.pipe(v.array(RecentInspection), v.maxLength(RECENT_LIMIT), v.readonly()),
});
export type CommandState = v.InferOutput<typeof CommandState>;

/** A window that has only just opened. */
export const INITIAL_STATE: CommandState = {
  screen: 'projects',
  inspection: false,
  finalised: false,
  undoable: false,
  redoable: false,
  printable: false,
  dialog: false,
  recent: [],
};
