import { MAX_ORIGINAL_BYTES } from '../holding/holding.ts';

/** Largest JSON input of a call, in bytes. The window checks it before sending, both shells before reading. */
export const MAX_CALL_BYTES = 2 * 1024 * 1024;

/** Largest file of an upload, in bytes: an original. */
export const MAX_UPLOAD_BYTES = MAX_ORIGINAL_BYTES;

/** Below this much free space, in bytes, new originals are refused, so that what is written down still fits. */
export const LEAST_FREE_FOR_ORIGINALS = 1024 ** 3;

/** A limit as the user reads it, for the detail of `app.too-large`. */
export function limitText(bytes: number): string {
  return `${bytes / (1024 * 1024)} MB`;
}
