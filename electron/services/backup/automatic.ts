import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';

/** Backups that nobody asks for. */
export interface AutomaticBackup {
  /** Something was written that the last backup does not have. */
  changed(): void;
  /** The time between two backups may be another now. */
  rearm(): void;
  /** Ends the clockwork; answers whether something is not backed up yet. */
  stop(): boolean;
}

/** A killed run may have left something that is in no backup: the first one does not wait for long. */
const FIRST_MS = 60_000;

/**
 * Backs up soon after the start, then every `every()` milliseconds where something changed; what failed counts as
 * changed.
 */
export function backUpAutomatically(
  run: () => Promise<Result<unknown, ErrorCode>>,
  every: () => Promise<number>,
): AutomaticBackup {
  let isDirty = true;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const beat = async (): Promise<void> => {
    if (isDirty) {
      isDirty = false;
      const made = await run();
      if (!made.ok) isDirty = true;
    }
    await arm();
  };
  const arm = async (atMost = Infinity): Promise<void> => {
    const ms = Math.min(await every(), atMost);
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => void beat(), ms);
    timer.unref();
  };
  void arm(FIRST_MS);
  return {
    changed: () => {
      isDirty = true;
    },
    rearm: () => void arm(),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return isDirty;
    },
  };
}
