const IN_SOAK = process.env['SOAK'] !== undefined;

/** How often a costly property is tried: as often as given in `npm test`, twenty times that in the soak. */
export const runs = (usual: number): number => usual * (IN_SOAK ? 20 : 1);

/**
 * At which of `length` places something costly is tried: in the soak at each; in `npm test` at one of `usual`, from
 * another first one each time, and at those that are unlike the others.
 */
export function places(length: number, usual: number, unlike: readonly number[] = []): readonly number[] {
  const step = IN_SOAK ? 1 : usual;
  const first = Math.floor(Math.random() * step);
  const regular = Array.from({ length: Math.ceil((length - first) / step) }, (_, index) => first + index * step);
  return [...new Set([...regular, ...unlike])].filter((at) => at >= 0 && at < length);
}
