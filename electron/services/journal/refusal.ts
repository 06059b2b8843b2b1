import type { ErrorCode } from '#shared/errors.ts';
import type { Failure, Result } from '#shared/result.ts';
import { TAKEN } from './stream.ts';

export type DiskCode = 'journal.read-failed' | 'journal.write-failed';

/** How systems say that a disk, or a user's share of it, is full. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** Whether a disk that is full was the cause. */
export const isFull = ({ detail }: Failure<ErrorCode>): boolean => FULL.has(String(detail?.['reason']));

/** Whether a file of that name came there meanwhile. */
export const isTaken = (written: Result<unknown, ErrorCode>): boolean =>
  !written.ok && written.error.detail?.['reason'] === TAKEN;
