import type { ErrorCode } from '../errors.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Draft } from './event.ts';

const HOSTS_OWN: ReadonlySet<Draft['type']> = new Set(['inspection.created', 'inspection.finalised', 'clock.observed']);

/**
 * Whether the window may append these drafts: nothing but 撤销定稿 and publication to a finalised inspection
 * (`inspection.finalised`), neither of them to an open one (`inspection.not-finalised`), and never a creation or a
 * 定稿, which have calls of their own, or an observation of the clock, which is the host's (`app.bad-request`).
 */
export function admitDrafts(drafts: readonly Draft[], finalised: boolean): Result<null, ErrorCode> {
  let frozen = finalised;
  for (const [index, { type }] of drafts.entries()) {
    if (HOSTS_OWN.has(type)) {
      return err('app.bad-request', { path: `drafts.${index}.type` });
    }
    const needsFrozen = type === 'inspection.reopened' || type === 'notice.published';
    if (needsFrozen && !frozen) return err('inspection.not-finalised');
    if (!needsFrozen && frozen) return err('inspection.finalised');
    if (type === 'inspection.reopened') frozen = false;
  }
  return ok(null);
}
