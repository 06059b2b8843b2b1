import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a path leads to; null: nothing that can be looked at. */
export type Look = (path: string) => { readonly isFile: boolean; readonly bytes: number } | null;

const EXTENSION = /\.ysb$/i;
/** Nobody opens more at once on purpose. */
const MOST = 20;
/** Longer than any path a system takes. */
const MOST_CHARACTERS = 32_768;

export const lookOnDisk: Look = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : { isFile: found.isFile(), bytes: found.size };
};

/**
 * The packages that a command line names, as absolute paths: arguments that are no flag, end in `.ysb`, and lead to a file
 * that is not empty. Whoever starts the program writes the command line, so everything else in it is passed over.
 */
export function filesFromArgv(argv: readonly string[], cwd: string, look: Look = lookOnDisk): readonly string[] {
  const paths = argv.flatMap((argument) => {
    const path = pathOf(argument, cwd);
    return path !== null && isPackage(path, look) ? [path] : [];
  });
  return [...new Set(paths)].slice(0, MOST);
}

/** Some desktops hand over `file:` addresses instead of paths. */
function pathOf(argument: string, cwd: string): string | null {
  if (argument.startsWith('-') || argument.includes('\0') || argument.length > MOST_CHARACTERS) return null;
  if (!argument.startsWith('file:')) return EXTENSION.test(argument) && isAbsolute(cwd) ? resolve(cwd, argument) : null;
  try {
    const path = fileURLToPath(argument);
    return EXTENSION.test(path) ? path : null;
  } catch {
    return null;
  }
}

function isPackage(path: string, look: Look): boolean {
  try {
    const found = look(path);
    return found !== null && found.isFile && found.bytes > 0;
  } catch {
    return false;
  }
}
