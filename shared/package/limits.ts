import { MAX_ORIGINAL_BYTES, type Holding } from '../holding/holding.ts';

const MB = 1024 * 1024;

/** Most files of a package: twenty times an inspection with 2000 photos. */
export const MAX_FILES = 40_000;

/** Largest package: a terabyte is beyond any drive that it travels on. */
export const MAX_PACKAGE_BYTES = 1024 ** 4;

/** Largest manifest and signature; the largest manifest has `MAX_FILES` lines of some 200 bytes. */
export const MAX_MANIFEST_BYTES = 16 * MB;
export const MAX_SIGNATURE_BYTES = 4096;

/** Most streams of a package, and most bytes of all of them: eighty thousand events are held in memory at once. */
export const MAX_STREAMS = 256;
export const MAX_STREAM_BYTES = 32 * MB;

/** Largest file of each kind, in bytes: what could have been written here. */
export const MAX_BYTES: Readonly<Record<Holding['is'], number>> = {
  stream: MAX_STREAM_BYTES,
  original: MAX_ORIGINAL_BYTES,
  catalogue: 16 * MB,
  notice: 128 * MB,
};
