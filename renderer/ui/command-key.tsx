import { keysOf } from '#shared/commands/available.ts';
import { capsOf } from '#shared/commands/keys.ts';
import { nameOf, type CommandId } from '#shared/commands/table.ts';
import { Kbd } from './kbd.tsx';

interface Props {
  readonly command: CommandId;
  /** Within a sentence something has to stand: the command's name, where it has no key. */
  readonly always?: boolean;
}

/** The key of a command, shown where the action is; nothing where it has none. */
export function CommandKey({ command, always = false }: Props) {
  // Keys that only one edition has are not shown beside actions.
  const [key] = keysOf(command, 'browser');
  if (key === undefined) return always ? nameOf(command) : null;
  return capsOf(key).map((cap) => <Kbd key={cap}>{cap}</Kbd>);
}
