import { join } from 'node:path';
import type { ErrorCode } from '#shared/errors.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';
import type { StorageInfo } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { spaceText } from './free-space.ts';
import type { FreeBytes } from './free-space.ts';
import { createReserve } from './reserve.ts';

/** Size of the reserve: thousands of times the largest record. */
export const RESERVE_BYTES = 64 * 1024 ** 2;

export interface StoragePorts {
  readonly root: string;
  readonly freeBytes: FreeBytes;
  /** 0: no reserve. */
  readonly reserveBytes: number;
  /** Told when the reserve was given back or is there again, and when originals begin or cease to be refused. */
  readonly onChange: (info: StorageInfo) => void;
}

/** The space a data folder has, and what is kept back of it. */
export interface Storage {
  info(): Promise<StorageInfo>;
  /** Makes the reserve where there is ample space for it. Never fails. */
  prepare(): Promise<void>;
  /** Whether a new original may be stored (`evidence.disk-nearly-full` with how much is free). */
  admitOriginal(): Promise<Result<null, ErrorCode>>;
  /** Gives the reserve back to a write that found the disk full; false when there was none. */
  makeRoom(): Promise<boolean>;
}

export function openStorage({ root, freeBytes, reserveBytes, onChange }: StoragePorts): Storage {
  const reserve = createReserve(join(root, 'reserve'), reserveBytes);
  let isRefusing = false;
  const info = async (): Promise<StorageInfo> => ({ free: await freeBytes(root), reserve: reserve.state() });
  const prepare = async (): Promise<void> => {
    const before = reserve.state();
    const free = await freeBytes(root);
    // A new reserve must not be what fills the disk.
    await reserve.prepare(free === null || free >= 2 * reserveBytes);
    if (before === 'released' && reserve.state() === 'ready') onChange(await info());
  };
  return {
    info,
    prepare,
    admitOriginal: async () => {
      const free = await freeBytes(root);
      const refuses = free !== null && free < LEAST_FREE_FOR_ORIGINALS;
      if (refuses !== isRefusing) onChange({ free, reserve: reserve.state() });
      isRefusing = refuses;
      if (refuses) return err('evidence.disk-nearly-full', { free: spaceText(free) });
      // There is space again: keep some of it back for the next time.
      if (reserve.state() === 'released') await prepare();
      return ok(null);
    },
    makeRoom: async () => {
      const released = await reserve.release();
      if (released) onChange(await info());
      return released;
    },
  };
}
