import type { Sha256 } from '../ids.ts';
import { canonicalText } from './canonical.ts';
import type { HashText } from './canonical.ts';
import type { FoldedInspection } from './fold.ts';

/** The name of facts: the hash of their canonical text. */
export function factsHash(facts: FoldedInspection['facts'], hash: HashText): Sha256 {
  const text = canonicalText(facts);
  if (text === null) throw new Error('folded facts have no canonical text');
  return hash(text);
}

/**
 * Whether an inspection is finalised and its facts are still those of the 定稿. Events of other devices can arrive
 * afterwards and change them; such facts nobody has finalised, and nothing of them may be signed or shown as final.
 */
export function isAsFinalised({ facts, finalised }: FoldedInspection, hash: HashText): boolean {
  return finalised !== null && finalised.late.length === 0 && factsHash(facts, hash) === finalised.factsSha256;
}
