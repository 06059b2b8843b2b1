import type { Acceptance } from '#shared/log/readiness.ts';

const PREFIX = 'acceptance\n';

/** Where the reason for accepting a 待核 indicator is kept until 定稿: among what was typed, so that a crash costs none. */
export function acceptanceKey(indicator: number): string {
  return `${PREFIX}${indicator}`;
}

/** The acceptances among what was typed. */
export function acceptancesIn(typed: Readonly<Record<string, string>>): readonly Acceptance[] {
  return Object.entries(typed).flatMap(([key, reason]) =>
    key.startsWith(PREFIX) ? [{ indicator: Number(key.slice(PREFIX.length)), reason }] : [],
  );
}
