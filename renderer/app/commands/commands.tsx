import { useCommandKeys } from './use-command-keys.ts';
import { useFrameCommands, type Overlay } from './use-frame-commands.ts';
import { useShellCommands } from './use-shell-commands.ts';

/** Commands of the frame, keys, and the shell's menus; shows nothing, so that what changes here draws nothing anew. */
export function Commands({ show }: { readonly show: (overlay: Overlay) => void }) {
  useFrameCommands(show);
  useCommandKeys();
  useShellCommands();
  return null;
}
