import { keysOf } from '#shared/commands/available.ts';
import { capsOf } from '#shared/commands/keys.ts';
import type { CommandId } from '#shared/commands/table.ts';
import { Kbd } from './kbd.tsx';

/** The key of a command, shown where the action is; nothing where it has none. */
export function CommandKey({ command }: { readonly command: CommandId }) {
  // Keys that only one edition has are not shown beside actions.
  const [key] = keysOf(command, 'browser');
  return key === undefined ? null : capsOf(key).map((cap) => <Kbd key={cap}>{cap}</Kbd>);
}
