import { catalogue, facts } from './sample.ts';
import { settlement } from '#test/support/settle.ts';
import type { Facts } from '#shared/facts/schema.ts';

/** The sample with everything settled in the file itself: a reply to each contradiction, each 待核 accepted by name. */
export function settledFacts(): Facts {
  const { replies, accepted } = settlement({ facts }, catalogue);
  return {
    ...facts,
    profile: { ...facts.profile, noticeDate: '2024-09-02' },
    replies: replies.flatMap(({ type, payload }) =>
      type === 'finding.replied' && payload.reason !== null ? [{ ...payload, reason: payload.reason }] : [],
    ),
    accepted: accepted.map((one) => ({ ...one, by: '李主任' })),
  };
}
