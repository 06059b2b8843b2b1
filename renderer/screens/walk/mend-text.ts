import type { Finding } from '#shared/assess/types.ts';

/** A text with the piece that a finding objects to put right. */
export function mendText(text: string, { from, to }: NonNullable<Finding['fix']>): string {
  // A function: in a replacement text `$&` would mean the piece that is replaced.
  return text.replace(from, () => to);
}
