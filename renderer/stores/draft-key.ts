import type { Draft } from '#shared/log/events.ts';
import { registerKey } from '#shared/log/register.ts';
import { assignmentsOf } from '#shared/log/events.ts';

/** What the change writes, as a name: one per field on screen. */
export function draftKey(draft: Draft): string {
  const [first] = assignmentsOf(draft);
  return first === undefined ? draft.type : registerKey(first.register);
}
