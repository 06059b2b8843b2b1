import type { ErrorCode } from '../errors.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Draft } from './event.ts';

const HOSTS_OWN: ReadonlySet<Draft['type']> = new Set([
  'inspection.created',
  'inspection.finalised',
  'notice.published',
  'clock.observed',
]);

/**
 * Whether the window may append these drafts: nothing but 撤销定稿 to a finalised inspection (`inspection.finalised`), and
 * not that to an open one (`inspection.not-finalised`). Never what the host alone can vouch for (`app.bad-request`): a
 * creation, a 定稿 and a published notice, which have calls of their own, and an observation of the clock.
 */
export function admitDrafts(drafts: readonly Draft[], finalised: boolean): Result<null, ErrorCode> {
  let frozen = finalised;
  for (const [index, { type }] of drafts.entries()) {
    if (HOSTS_OWN.has(type)) {
      return err('app.bad-request', { path: `drafts.${index}.type` });
    }
    const needsFrozen = type === 'inspection.reopened';
    if (needsFrozen && !frozen) return err('inspection.not-finalised');
    if (!needsFrozen && frozen) return err('inspection.finalised');
    if (type === 'inspection.reopened') frozen = false;
  }
  return ok(null);
}
