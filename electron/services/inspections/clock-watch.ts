import type { InspectionId } from '#shared/ids.ts';
import { CLOCK_TOLERANCE } from '#shared/log/clock.ts';
import type { ClockLook } from '#shared/log/clock.ts';

/** A look at the clock for one inspection. */
export interface InspectionLook extends ClockLook {
  /** What was seen is in the journal: further looks count from here. */
  told(): void;
}

/** Notices a clock that is set while the program runs. */
export interface ClockWatch {
  look(inspection: InspectionId): InspectionLook;
}

/** Holds wall time against `steady` (milliseconds that truly pass, sleep included); without it no move is seen. */
export function createClockWatch(now: () => number, steady?: () => number): ClockWatch {
  const offsetAt = (wall: number): number => (steady === undefined ? 0 : wall - steady());
  const begun = steady === undefined ? 0 : offsetAt(now());
  const told = new Map<InspectionId, number>();
  return {
    look: (inspection) => {
      const wall = now();
      const offset = offsetAt(wall);
      const moved = offset - (told.get(inspection) ?? begun);
      // Small moves add up until they are worth telling.
      return { wall, moved, told: () => void (Math.abs(moved) > CLOCK_TOLERANCE && told.set(inspection, offset)) };
    },
  };
}
