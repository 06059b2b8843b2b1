import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { filesFromArgv } from '#electron/services/shell-policy/files-from-argv.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { defaultDataFolder } from '#electron/services/shell-policy/default-data-folder.ts';

/** What the browser edition was asked for on its command line. */
export interface Arguments {
  readonly dataFolder: string;
  readonly renderer: string;
  /** A link for a browser of the user's choice instead of a window of our own. */
  readonly serve: boolean;
  readonly browser: string | undefined;
  /** Undefined: any free port with our own window, the fixed one with --serve. */
  readonly port: number | undefined;
  /** Packages to open, as absolute paths. */
  readonly files: readonly string[];
}

/** Fixed with --serve, because what the window keeps (IndexedDB) belongs to the origin, and the port is part of it. */
export const SERVE_PORT = 47321;

/** Reads the command line; a wrong one is answered with a sentence for the terminal as `detail.reason`. */
export function readArguments(
  argv: readonly string[],
  cwd: string = process.cwd(),
): Result<Arguments, 'app.bad-request'> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        renderer: { type: 'string' },
        browser: { type: 'string' },
        port: { type: 'string' },
        serve: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535))
      return err('app.bad-request', { reason: `--port takes a number from 1 to 65535, not ${values.port ?? ''}` });
    const files = filesFromArgv(positionals, cwd);
    const other = positionals.find((word) => filesFromArgv([word], cwd).length === 0);
    if (other !== undefined) return err('app.bad-request', { reason: `${other} is no package (.ysb) that is there` });
    return ok({
      dataFolder: resolve(values.data ?? defaultDataFolder(process.platform, process.env, homedir())),
      renderer: resolve(values.renderer ?? join(import.meta.dirname, '..', '..', 'out', 'renderer')),
      serve: values.serve,
      browser: values.browser,
      port,
      files,
    });
  } catch (error) {
    return err('app.bad-request', { reason: error instanceof Error ? error.message : String(error) });
  }
}
