import type { HashText } from '#shared/log/canonical.ts';

/** Stand-ins for ids: the same id has the same one within an archive and between archives of one machine. */
export interface Pseudonyms {
  of(id: string): string;
  /** A text in which every id that has a stand-in is replaced by it. */
  in(text: string): string;
}

/** Twelve digits of a hash stand for an id: enough to tell a few hundred apart. */
export function createPseudonyms(hash: HashText): Pseudonyms {
  const known = new Map<string, string>();
  const of = (id: string): string => {
    const found = known.get(id) ?? `#${hash(id).slice(0, 12)}`;
    known.set(id, found);
    return found;
  };
  return {
    of,
    // Longer ids first: one may begin with another.
    in: (text) =>
      [...known.keys()]
        .toSorted((one, other) => other.length - one.length)
        .reduce((rest, id) => rest.replaceAll(id, of(id)), text),
  };
}
