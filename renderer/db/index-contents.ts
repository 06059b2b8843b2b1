import type { Heads } from '#shared/log/heads.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { Event } from '#shared/log/event.ts';

/** Events looked at before the window gets its turn: a few milliseconds' work. */
const SLICE = 100;

/** Lets the window do what waits. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Whether events are, letter for letter, those that the heads stand for: each is named by its successor's `prev`, the last
 * of a stream by its head. Costs a hash an event, so it is done beside the work, once it has begun.
 */
export async function isUntouched(events: readonly Event[], heads: Heads, isOver: () => boolean): Promise<boolean> {
  const last = new Map<string, string | null>();
  const streams = events.toSorted((a, b) => a.seq - b.seq);
  for (let at = 0; at < streams.length; at += SLICE) {
    const slice = streams.slice(at, at + SLICE);
    const hashes = await Promise.all(slice.map(hashOf));
    for (const [index, event] of slice.entries()) {
      if (event.prev !== (last.get(event.device) ?? null)) return false;
      last.set(event.device, hashes[index] ?? null);
    }
    if (isOver()) return true;
    await pause();
  }
  return Object.entries(heads).every(([device, head]) => last.get(device) === head.hash);
}

async function hashOf(event: Event): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalText(event) ?? '');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
