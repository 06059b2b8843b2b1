import type { EventType } from './payloads.ts';

/** A payload as some version of the program wrote it. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * Turns a payload of one version of its type into that of the next. Pure and total: whatever comes in, it answers and
 * never throws; what it makes of nonsense, the schema of today's payload then refuses.
 */
export type Upcaster = (payload: Payload) => Payload;

/** The way of each event type to its present payload: the first leads from version 1 to 2, and so on. */
export type Upcasters = Readonly<Partial<Record<EventType, readonly Upcaster[]>>>;

/**
 * The product's own. A payload in `payloads.ts` that changes its shape gets its step here in the same commit, and the
 * journals of earlier programs (test/fixtures) must fold as before. Events on disk are never rewritten.
 */
export const UPCASTERS: Upcasters = {
  // 2: says the 落款日期 and what the host's clock showed. What version 1 left unsaid stays unsaid.
  'inspection.finalised': [(payload) => payload],
  // 2: names the facts it was made of. What version 1 left unsaid stays unsaid.
  // 3: names the holder of the certificate and what was to be said of it.
  'notice.published': [(payload) => payload, (payload) => payload],
};

/** The version of a type's payload that this program writes. */
export function payloadVersion(type: EventType, upcasters: Upcasters = UPCASTERS): number {
  return (upcasters[type]?.length ?? 0) + 1;
}

/** A payload of version `from` in today's shape; null where a later program wrote it. */
export function upcast(
  type: EventType,
  from: number,
  payload: Payload,
  upcasters: Upcasters = UPCASTERS,
): Payload | null {
  const steps = upcasters[type] ?? [];
  if (from > steps.length + 1) return null;
  return steps.slice(from - 1).reduce((earlier, step) => step(earlier), payload);
}
