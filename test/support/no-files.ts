import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Windows has no such things among its files. */
export const HAS_PIPES = process.platform !== 'win32';

/** Makes a named pipe, into which nobody writes. */
export const makePipe = async (path: string): Promise<void> => void (await promisify(execFile)('mkfifo', [path]));

/** What stands where a file is expected and is none: by its kind, its path. */
export interface NoFiles {
  readonly paths: { readonly pipe: string; readonly folder: string; readonly socket: string; readonly device: string };
  close(): Promise<void>;
}

export const KINDS = ['pipe', 'folder', 'socket', 'device'] as const;

/** One of each kind in `folder`; `device` never ends and is the system's own. */
export async function makeNoFiles(folder: string, ending = ''): Promise<NoFiles> {
  const at = (name: string): string => join(folder, `${name}${ending}`);
  const paths = { pipe: at('pipe'), folder: at('folder'), socket: at('socket'), device: '/dev/zero' };
  await makePipe(paths.pipe);
  await mkdir(paths.folder);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(paths.socket, resolve));
  return { paths, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
