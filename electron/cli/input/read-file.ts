import { buffer } from 'node:stream/consumers';
import { readRegular } from '#electron/services/disk/regular-file.ts';

/** Bytes of a file that a command line names; `-` is standard input, whatever that is. Throws the system's error. */
export const readFile = (path: string): Promise<Uint8Array> =>
  path === '-' ? buffer(process.stdin) : readRegular(path);
