/** Orders versions of a catalogue, figures by value: 2022.2 before 2022.10. Negative where `a` is the earlier. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(/[.-]/), b.split(/[.-]/)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = compareParts(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Versioned {
  readonly id: string;
  readonly version: string;
}

/** Catalogues as they are offered: those of one standard and tier together, the latest version of each first. */
export function inOrderOfOffer<T extends Versioned>(catalogues: readonly T[]): T[] {
  return catalogues.toSorted((a, b) => (a.id === b.id ? compareVersions(b.version, a.version) : a.id < b.id ? -1 : 1));
}

/** Whether a later version of the same catalogue is among those offered. */
export function isSuperseded(catalogue: Versioned, offered: readonly Versioned[]): boolean {
  return offered.some(({ id, version }) => id === catalogue.id && compareVersions(version, catalogue.version) > 0);
}
