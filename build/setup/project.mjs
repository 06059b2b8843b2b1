// Where things are. Plain JavaScript with Node built-ins only: this runs before anything is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Typed as always there, but absent before Node 20.11.
if (!import.meta.dirname) {
  console.error(
    `Node 20.11 or newer is needed to begin with (the rest is set up from there); this is ${process.version}.`,
  );
  process.exit(1);
}

export const ROOT = join(import.meta.dirname, '..', '..');

/** The project's own Node 24, a dev dependency, so that nobody has to install or switch a system Node. */
export function node24() {
  const bin = join(ROOT, 'node_modules', 'node', 'bin');
  const windows = join(bin, 'node.exe');
  return existsSync(windows) ? windows : join(bin, 'node');
}

/** One plain line to the person at the terminal. @param {string} line */
export function say(line) {
  console.log(`• ${line}`);
}
