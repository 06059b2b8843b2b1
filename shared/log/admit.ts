import type { ErrorCode } from '../errors.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Draft } from './event.ts';

/**
 * Whether the window may append these drafts: nothing but 撤销定稿 and publication to a finalised inspection
 * (`inspection.finalised`), neither of them to an open one (`inspection.not-finalised`), and never a creation or a
 * 定稿, which have calls of their own (`app.bad-request`).
 */
export function admitDrafts(drafts: readonly Draft[], finalised: boolean): Result<null, ErrorCode> {
  let frozen = finalised;
  for (const [index, { type }] of drafts.entries()) {
    if (type === 'inspection.created' || type === 'inspection.finalised') {
      return err('app.bad-request', { path: `drafts.${index}.type` });
    }
    const needsFrozen = type === 'inspection.reopened' || type === 'notice.published';
    if (needsFrozen && !frozen) return err('inspection.not-finalised');
    if (!needsFrozen && frozen) return err('inspection.finalised');
    if (type === 'inspection.reopened') frozen = false;
  }
  return ok(null);
}
