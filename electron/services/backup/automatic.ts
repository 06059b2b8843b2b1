import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';

/** Backups that nobody asks for. */
export interface AutomaticBackup {
  /** Something was written that the last backup does not have. */
  changed(): void;
  /** Ends the clockwork after a last backup of what is not backed up yet. */
  close(): Promise<void>;
}

/** Backs up every `everyMs` where something changed, and at the end. What a killed run left unsaved counts as changed. */
export function backUpAutomatically(run: () => Promise<Result<unknown, ErrorCode>>, everyMs: number): AutomaticBackup {
  let isDirty = true;
  const backUp = async (): Promise<void> => {
    if (!isDirty) return;
    isDirty = false;
    const made = await run();
    if (!made.ok) isDirty = true;
  };
  const beat = setInterval(() => void backUp(), everyMs);
  beat.unref();
  return {
    changed: () => {
      isDirty = true;
    },
    close: async () => {
      clearInterval(beat);
      await backUp();
    },
  };
}
