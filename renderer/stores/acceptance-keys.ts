const PREFIX = 'acceptance\n';

/** Under which name the reason for accepting a 待核 indicator lies on the disk until 定稿. */
export function acceptanceKey(indicator: number): string {
  return `${PREFIX}${indicator}`;
}

/** The indicator that a name is about; null: it is another's. */
export function acceptanceOf(key: string): number | null {
  return key.startsWith(PREFIX) ? Number(key.slice(PREFIX.length)) : null;
}
