/** What a piece of evidence, a 不涉及 or a 人工认定 is about: one clause, or (`clause` null) an indicator as a whole. */
export interface TargetParts {
  readonly indicator: number;
  readonly clause: string | null;
}

/** Reads what something is about: `4a1` is a clause of indicator 4, `4` the indicator itself; null: it names neither. */
export function readTarget(target: string): TargetParts | null {
  const [, indicator, rest] = /^(\d+)(.*)$/.exec(target) ?? [];
  return indicator === undefined ? null : { indicator: Number(indicator), clause: rest === '' ? null : target };
}

/** The indicator that a clause belongs to, or that is named itself; 0, which is none's number, where neither is named. */
export function indicatorOf(target: string): number {
  return readTarget(target)?.indicator ?? 0;
}
