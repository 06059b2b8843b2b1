import type { Event } from '#shared/log/event.ts';
import { fold } from '#shared/log/fold.ts';

/** The events that say what an inspection is called. */
const OF_BEGINNING: ReadonlySet<string> = new Set(['inspection.created', 'profile.set']);

/** What an inspection is called by its events; null: its beginning is not among them. */
export function communityIn(events: readonly Event[]): string | null {
  const state = fold(events.filter(({ type }) => OF_BEGINNING.has(type)));
  return state === null ? null : state.facts.profile.community;
}
