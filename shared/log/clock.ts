import type { DeviceId } from '../ids.ts';
import type { Event } from './event.ts';
import type { PayloadOf } from './payloads.ts';
import type { Draft } from './events.ts';
import type { HistoryEntry } from './fold.ts';

/** How far a clock may be off before it is evidence, in milliseconds: the time service corrects by less. */
export const CLOCK_TOLERANCE = 120_000;

/** How far a clock was set since the last look. */
export interface ClockLook {
  /** Wall milliseconds since the epoch. */
  readonly wall: number;
  /** Wall time that passed minus time that truly passed, in milliseconds; 0 where that is not known. */
  readonly moved: number;
}

/**
 * What is to be recorded of a device's clock before its next event; null: nothing. `moved`: it was set while the program
 * ran. `behind`: it shows a time before the device's last event. A clock that stays behind is recorded once.
 */
export function clockDraft(
  { wall, moved }: ClockLook,
  events: readonly Event[],
  device: DeviceId,
): Extract<Draft, { type: 'clock.observed' }> | null {
  if (Math.abs(moved) > CLOCK_TOLERANCE) return draftOf('moved', wall, moved);
  const last = events.findLast((event) => event.device === device);
  const lag = wall - (last?.hlc.wall ?? wall);
  return lag < -CLOCK_TOLERANCE && !isRecorded(events, device) ? draftOf('behind', wall, lag) : null;
}

function draftOf(kind: PayloadOf<'clock.observed'>['kind'], wall: number, by: number) {
  return { type: 'clock.observed', payload: { kind, wall: Math.floor(wall), by: Math.round(by) } } as const;
}

/** Whether it was recorded since the device's clock last led its own events (an event without a count). */
function isRecorded(events: readonly Event[], device: DeviceId): boolean {
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event?.device !== device) continue;
    if (event.type === 'clock.observed') return true;
    if (event.hlc.count === 0) return false;
  }
  return false;
}

/**
 * When an event was written, in milliseconds since the epoch, as well as the journal tells. The logical clock is no time
 * of day where something drove it ahead; then the host's last look at its clock is nearer to the truth.
 */
export function writtenAt({ device, seq, hlc }: Event, history: readonly HistoryEntry[]): number {
  if (hlc.count === 0) return hlc.wall;
  const own = history.filter(({ event }) => event.device === device && event.seq < seq);
  const last = own.findLast(({ event, draft }) => event.hlc.count === 0 || draft?.type === 'clock.observed');
  return last?.draft?.type === 'clock.observed' ? Math.min(last.draft.payload.wall, hlc.wall) : hlc.wall;
}
