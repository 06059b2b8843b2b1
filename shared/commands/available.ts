import type { KeyStroke } from './keys.ts';
import { isBesideText, isKey } from './keys.ts';
import type { CommandState, Edition } from './state.ts';
import type { CommandId } from './table.ts';
import { COMMAND_IDS, specOf } from './table.ts';

/** Whether a command can be given now. A dialog must be answered first; what the engine does goes on beside it. */
export function isEnabled(command: CommandId, state: CommandState): boolean {
  const { screens, enabled, role } = specOf(command);
  if (role !== undefined) return true;
  return !state.dialog && screens?.includes(state.screen) !== false && enabled?.(state) !== false;
}

/** The keys of a command in an edition, the one to show first. */
export function keysOf(command: CommandId, edition: Edition): readonly string[] {
  const { keys = [], reserved } = specOf(command);
  return reserved === true && edition === 'browser' ? [] : keys;
}

/** Where the focus is when a key is struck: in a text, on a control that uses letters and arrows itself, or elsewhere. */
export type Focus = 'text' | 'control' | 'none';

/** What a key means: a command to run, a key of ours that means nothing now, or somebody else's key. */
export type Meaning =
  { readonly is: 'command'; readonly command: CommandId } | { readonly is: 'idle' } | { readonly is: 'foreign' };

/**
 * What a stroke means in a state. `idle` keeps the engine from doing something of its own with a key of the table (Ctrl+P
 * would print the window, Ctrl+S save the page).
 */
export function meaningOf(stroke: KeyStroke, state: CommandState, edition: Edition, focus: Focus): Meaning {
  const ours = COMMAND_IDS.flatMap((command) => {
    const key = keysOf(command, edition).find((candidate) => isKey(stroke, candidate));
    return key !== undefined && isOurs(command, key, focus) ? [{ command, key }] : [];
  });
  const found = ours.find(({ command }) => isEnabled(command, state));
  if (found !== undefined)
    return stroke.repeat && specOf(found.command).once === true
      ? { is: 'idle' }
      : { is: 'command', command: found.command };
  return { is: ours.some(({ key }) => isBesideText(key)) ? 'idle' : 'foreign' };
}

function isOurs(command: CommandId, key: string, focus: Focus): boolean {
  const { role, textFirst } = specOf(command);
  if (role !== undefined) return false;
  if (focus === 'text' && textFirst === true) return false;
  return focus === 'none' || isBesideText(key);
}
